//! Every 2xx with a token in it is a success, and nothing else is.

use crate::prelude::*;
use provider::response_status_not_200::Client;

#[tokio::test]
async fn created_is_a_success() {
    for status in [200, 201, 202] {
        let wire = Wire::answering([
            text(status, "application/json", r#"{"access_token": "a", "refresh_token": "r"}"#),
            text(status, "application/json", r#"{"access_token": "b"}"#),
        ]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let token = client.refresh(&token).await.unwrap();
        assert_eq!(token.access_token().expose(), "b", "{status}");
    }
}

#[tokio::test]
async fn a_success_without_a_body_is_none() {
    let wire = Wire::answering([text(204, "application/json", "")]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("(HTTP 204, application/json, 0 bytes)"), "{error}");
}

#[tokio::test]
async fn a_token_with_an_error_status_and_a_redirect_are_refused() {
    let wire = Wire::answering([
        text(500, "application/json", r#"{"access_token": "a"}"#),
        text(302, "application/json", r#"{"access_token": "a"}"#),
    ]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(error.to_string().contains("secrets are not sent after a redirect"), "{error}");
}
