//! Tokens are refreshed at an address of its own, by hand and by a session.

use crate::prelude::*;
use provider::endpoint_refresh_url_differs::Client;

fn first() -> http::Response<Vec<u8>> {
    json(r#"{"access_token": "a", "refresh_token": "r", "expires_in": 3600}"#)
}

#[tokio::test]
async fn the_code_goes_to_one_address_and_the_refresh_token_to_another() {
    let wire = Wire::answering([first(), json(r#"{"access_token": "b"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://acme.example/refresh");
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r");
    assert_eq!(token.access_token().expose(), "b");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
}

#[tokio::test]
async fn a_session_renews_there() {
    let wire = Wire::answering([first(), json(r#"{"access_token": "b"}"#), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    wire.pass(3601);
    client.session(token).start().get("/me").send().await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://acme.example/refresh");
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer b"));
}

#[tokio::test]
async fn a_refusal_there_is_the_end_of_it() {
    let refusal = text(400, "application/json", r#"{"error": "invalid_grant"}"#);
    let wire = Wire::answering([first(), refusal]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).await.unwrap_err();
    assert!(error.needs_user(), "{error}");
    assert_eq!(wire.count(), 2);
}
