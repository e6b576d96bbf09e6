//! A refresh has a constant parameter of its own; the exchange has not.

use crate::prelude::*;
use provider::refresh_other_params::Client;

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn it_is_sent_with_the_refresh_only() {
    let wire = Wire::answering([json(GIVEN), json(r#"{"access_token": "b"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).form("type"), None);
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r&type=refresh");
}

#[tokio::test]
async fn a_session_sends_it_too() {
    let wire = Wire::answering([
        json(GIVEN),
        text(401, "application/json", r#"{"error": "invalid_token"}"#),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("type").unwrap(), "refresh");
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer b"));
}

#[tokio::test]
async fn it_cannot_be_given_another_value() {
    let wire = Wire::answering([json(GIVEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).parameter("type", "x").await.unwrap_err();
    assert!(
        error.to_string().contains("the parameter `type` belongs to the request itself"),
        "{error}"
    );
    let token = client.refresh(&token).parameter("more", "y").request().unwrap();
    assert!(token.body().ends_with(b"&type=refresh&more=y"));
}
