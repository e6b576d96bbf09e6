//! After each token the introspection endpoint is asked until when it is good (RFC 7662).

use crate::prelude::*;
use provider::expiry_from_introspection::{Client, Token};

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_introspection_tells() {
    let wire = Wire::answering([json(GIVEN), json(r#"{"active": true, "exp": 1700000600}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://acme.example/introspect");
    assert_eq!(wire.sent(1).body(), "token=a");
    assert_eq!(wire.sent(1).header("authorization"), Some("Basic aWQ6czNjcjN0"));
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(600)));
}

#[tokio::test]
async fn so_it_does_after_a_refresh() {
    let wire = Wire::answering([
        json(GIVEN),
        json(r#"{"active": true, "exp": 1700000600}"#),
        json(r#"{"access_token": "b"}"#),
        json(r#"{"active": true, "exp": 1700001200}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(3).body(), "token=b");
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(1200)));
}

#[tokio::test]
async fn a_failure_does_not_lose_the_token() {
    let wire = Wire::answering([json(GIVEN), text(503, "text/plain", "")]);
    let client: Client = wire.client();
    let Err(Error::Unfinished(error)) = wire.sign_in(&client, "").await else { panic!() };
    assert!(error.to_string().contains("the introspection failed after it"), "{error}");
    let token: Token = error.token().unwrap();
    assert_eq!(token.access_token().expose(), "a");
    wire.answer(json(r#"{"active": true, "exp": 1700000600}"#));
    let token = client.resume(&token).await.unwrap();
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(600)));
    assert_eq!(wire.count(), 3, "the code was not exchanged again");
}

#[tokio::test]
async fn it_may_say_nothing_and_can_be_asked() {
    let wire = Wire::answering([
        json(GIVEN),
        json(r#"{"active": true}"#),
        json(r#"{"active": false, "sub": "u1"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.expires_at(), None);
    let known = client.introspect(&token).await.unwrap();
    assert!(!known.is_active());
    assert_eq!(known.subject(), Some("u1"));
}
