//! An installation counts only when a call has confirmed it.

use crate::prelude::*;
use provider::lifecycle_post_install_call::{Client, Token, calls::Confirm};

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;
const CONFIRMED: &str = r#"{"status": "installed"}"#;

#[tokio::test]
async fn the_call_follows_the_token_at_once() {
    let wire = Wire::answering([json(GIVEN), json(CONFIRMED), json(r#"{"access_token": "b"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "&installation=i%2F1").await.unwrap();
    assert_eq!(wire.sent(1).line(), "PUT https://api.acme.example/installations/i%2F1");
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
    assert_eq!(wire.sent(1).header("content-type"), Some("application/json"));
    assert_eq!(wire.sent(1).body(), r#"{"status":"installed"}"#);
    assert_eq!(token.call::<Confirm>().unwrap().unwrap().status, "installed");
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.count(), 3, "a refresh confirms nothing again");
}

#[tokio::test]
async fn one_that_fails_can_be_made_later() {
    let wire = Wire::answering([json(GIVEN), text(502, "text/html", "<html>")]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "&installation=i1").await.unwrap_err();
    assert!(
        error.to_string().ends_with("keep the token, and go on with `client.resume(…)`"),
        "{error}"
    );
    let Error::Unfinished(error) = error else { panic!("{error:?}") };
    assert!(error.cause().is_retryable());
    let token = Token::restore(&error.save()).unwrap();
    wire.answer(json(CONFIRMED));
    let token = client.resume(&token).await.unwrap();
    assert_eq!(wire.sent(2).line(), "PUT https://api.acme.example/installations/i1");
    assert!(!token.is_unfinished());
}

#[tokio::test]
async fn a_callback_without_the_installation_is_refused() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(error.to_string().contains("the callback has no usable `installation`"), "{error}");
    assert_eq!(wire.count(), 0);
}
