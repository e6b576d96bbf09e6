//! The answer tells how long the refresh token lives; after that nothing is tried.

use crate::prelude::*;
use provider::refresh_token_expiry_reported::{Client, Token};

const GIVEN: &str = r#"{"access_token": "a", "expires_in": 600, "refresh_token": "r",
    "refresh_token_expires_in": "3600"}"#;

#[tokio::test]
async fn it_is_read_and_stored() {
    let wire = Wire::answering([json(GIVEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let at = Some(token.received_at() + Duration::from_secs(3600));
    assert_eq!(token.refresh_expires_at(), at);
    assert_eq!(Token::restore(&token.save()).unwrap().refresh_expires_at(), at);
}

#[tokio::test]
async fn one_that_stays_keeps_its_end_and_a_new_one_has_its_own() {
    let wire = Wire::answering([
        json(GIVEN),
        json(r#"{"access_token": "b", "expires_in": 600}"#),
        json(r#"{"access_token": "c", "refresh_token": "r2", "refresh_token_expires_in": 60}"#),
    ]);
    let client: Client = wire.client();
    let first = wire.sign_in(&client, "").await.unwrap();
    wire.pass(1000);
    let second = client.refresh(&first).await.unwrap();
    assert_eq!(second.refresh_expires_at(), first.refresh_expires_at());
    let third = client.refresh(&second).await.unwrap();
    assert_eq!(third.refresh_expires_at(), Some(third.received_at() + Duration::from_secs(60)));
}

#[tokio::test]
async fn a_session_does_not_try_one_that_is_dead() {
    let wire = Wire::answering([json(GIVEN)]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(3600);
    let error = session.get("/me").await.unwrap_err();
    assert!(error.needs_user(), "{error}");
    assert!(error.to_string().contains("has expired and cannot be renewed"), "{error}");
    assert_eq!(wire.count(), 1);
}

#[tokio::test]
async fn without_it_nobody_knows() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "refresh_token": "r"}"#)]);
    let client: Client = wire.client();
    assert_eq!(wire.sign_in(&client, "").await.unwrap().refresh_expires_at(), None);
}
