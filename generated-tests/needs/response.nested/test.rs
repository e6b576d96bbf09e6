//! The token is found in the envelope, and an envelope without one is not read.

use crate::prelude::*;
use provider::response_nested::Client;

#[tokio::test]
async fn the_token_is_in_the_envelope() {
    let wire = Wire::answering([json(
        r#"{"status": 0, "data": {"access_token": "a", "refresh_token": "r", "expires_in": 60}}"#,
    )]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    assert_eq!(token.expires_in(), Some(Duration::from_secs(60)));
}

#[tokio::test]
async fn a_token_beside_the_envelope_is_none() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "data": {"expires_in": 60}}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("data.access_token"), "{error}");
}
