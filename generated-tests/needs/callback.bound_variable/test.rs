//! A callback counts only for the shop that it was started for.

use crate::prelude::*;
use provider::callback_bound_variable::{Client, Variables};

fn client(wire: &Wire, shop: &str) -> Result<Client, Error> {
    wire.setup(Client::builder_with(Variables::new(shop))).build()
}

#[tokio::test]
async fn the_callback_names_the_shop() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client = client(&wire, "tea").unwrap();
    let token = wire.sign_in(&client, "&shop=tea.acme.example").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://tea.acme.example/token");
    assert_eq!(token.callback().unwrap().shop, "tea.acme.example");
}

#[tokio::test]
async fn another_shop_gets_no_code() {
    let wire = Wire::default();
    let client = client(&wire, "tea").unwrap();
    for shop in ["coffee.acme.example", "tea.acme.example.evil.example", "TEA.acme.example", "tea"]
    {
        let error = wire.sign_in(&client, &format!("&shop={shop}")).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the callback's `shop` is not what it must be: it is for another client or is forged, so \
             start a new authorization"
        );
    }
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback has no usable `shop`, which the provider declares: start a new authorization"
    );
    assert_eq!(wire.count(), 0);
}

#[test]
fn a_shop_that_is_no_label_is_refused() {
    for shop in ["evil.example/", "tea.evil", "tea@evil", "-tea", ""] {
        let error = client(&Wire::default(), shop).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the variable `shop` is one part of a host name, such as `acme` (letters, digits and \
                 hyphens), and `{shop}` is not"
            )
        );
    }
}
