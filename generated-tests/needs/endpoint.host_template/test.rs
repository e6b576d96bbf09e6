//! A part of the host is the customer's, and can never become another host.

use crate::prelude::*;
use provider::endpoint_host_template::{Client, Variables};

fn refusal(shop: &str) -> String {
    let builder = Client::builder_with(Variables::new(shop));
    Wire::default().setup(builder).build().unwrap_err().to_string()
}

#[tokio::test]
async fn every_address_is_the_shops() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
    let client: Client =
        wire.setup(Client::builder_with(Variables::new("book-shop"))).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://book-shop.acme.example/authorize?"),
        "{}",
        pending.url()
    );
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://book-shop.acme.example/token");
    client.session(token).start().get("/me").send().await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://book-shop.acme.example/api/me");
}

#[test]
fn what_would_leave_its_place_is_refused() {
    for shop in
        ["evil.example/", "evil.example#", "evil.example?", "a@b", "a.b", "A", "-a", "", "a\n"]
    {
        let error = refusal(shop);
        assert!(
            error.starts_with("the variable `shop` must look like `[a-z0-9][a-z0-9-]*`, and `"),
            "{shop}: {error}"
        );
    }
}

#[test]
fn what_fits_the_pattern_and_is_no_part_of_a_host_is_refused_too() {
    for shop in ["a-", &"a".repeat(64)] {
        assert_eq!(
            refusal(shop),
            format!(
                "the variable `shop` is one part of a host name, such as `acme` (letters, digits and \
                 hyphens), and `{shop}` is not"
            )
        );
    }
}
