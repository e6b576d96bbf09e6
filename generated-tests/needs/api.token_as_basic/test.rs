//! The token is the user name of Basic, with an empty password.

use crate::prelude::*;
use provider::api_token_as_basic::{Client, calls};

#[tokio::test]
async fn the_token_is_the_user_name() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        text(401, "text/plain", ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.session(token).start().get("/candidates").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Basic YTo="));
    assert_eq!(wire.sent(3).header("authorization"), Some("Basic Yjo="), "made anew");
}

#[tokio::test]
async fn the_client_authenticates_as_ever() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
}

#[tokio::test]
async fn every_request_with_a_token_shows_it() {
    let id = || json(r#"{"id": 7}"#);
    let (token, active) = (json(r#"{"access_token": "a"}"#), json(r#"{"active": true}"#));
    let wire = Wire::answering([token, id(), id(), active, json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(client.call::<calls::Candidate>(&token).await.unwrap().id, Some(7));
    client.call::<calls::Application>(&token).await.unwrap();
    client.introspect(&token).await.unwrap();
    client.revoke(&token).await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Basic YTo="));
    assert_eq!(wire.sent(2).header("authorization"), Some("Basic aWQ6czNjcjN0"), "the client's");
    assert_eq!(wire.sent(3).header("authorization"), Some("Basic YTo="));
    assert_eq!(wire.sent(4).header("authorization"), Some("Bearer a"));
}

#[tokio::test]
async fn without_its_header_nothing_is_sent() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        client.call::<calls::Key>(&token).await.unwrap_err().to_string(),
        "the header `authorization` is needed: the token answer has no `api_key`"
    );
    assert_eq!(wire.count(), 1);
}
