//! A number in the callback is part of every address of the API.

use crate::prelude::*;
use provider::callback_capture::Client;

const TOKEN: &str = r#"{"access_token": "a"}"#;

#[tokio::test]
async fn the_realm_is_in_the_address_of_the_api() {
    let wire = Wire::answering([json(TOKEN), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "&realmId=4620").await.unwrap();
    assert_eq!(token.callback().unwrap().realm_id, "4620");
    let token = client.restore_token(&token.save()).unwrap();
    client.session(token).start().get("/invoices?all=1").send().await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/company/4620/invoices?all=1");
}

#[tokio::test]
async fn a_realm_cannot_leave_its_place() {
    let wire = Wire::answering([json(TOKEN), json("{}"), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "&realmId=..%2Fadmin%3Fx%23").await.unwrap();
    client.session(token).start().get("/me").send().await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/company/..%2Fadmin%3Fx%23/me");

    let token = wire.sign_in(&client, "&realmId=..").await.unwrap();
    let error = client.session(token).start().get("/me").send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the API address `https://api.acme.example/company/..` has a step in its path that leads elsewhere"
    );
    assert_eq!(wire.count(), 3);
}

#[tokio::test]
async fn a_callback_without_it_is_refused() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "&realm_id=4620").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback has no usable `realm_id`, which the provider declares: start a new authorization"
    );
    assert_eq!(wire.count(), 0);
}
