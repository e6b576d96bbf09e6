//! Several authorization pages, one token endpoint: the page is chosen with the client.

use crate::prelude::*;
use provider::endpoint_multiple_authorize_variants::{Client, Variant};

#[test]
fn without_a_choice_it_is_the_usual_page() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("https://acme.example/authorize?response_type=code&"));
}

#[tokio::test]
async fn the_other_page_leads_to_the_same_token_endpoint() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.setup(Client::builder()).variant(Variant::Express).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/express/authorize?response_type=code&client_id=id&";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!(token.access_token().expose(), "a");
}

#[test]
fn a_page_that_is_not_declared_is_refused() {
    let error = "Express".parse::<Variant>().unwrap_err();
    assert_eq!(error.to_string(), "`Express` is not one of `express`");
}

#[test]
fn one_page_does_not_take_the_callback_of_the_other() {
    let wire = Wire::default();
    let usual: Client = wire.client();
    let express: Client = wire.setup(Client::builder()).variant(Variant::Express).build().unwrap();
    let pending = usual.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let error = express.accept(pending, callback).unwrap_err();
    assert!(error.to_string().ends_with("use the client it began with"), "{error}");
}
