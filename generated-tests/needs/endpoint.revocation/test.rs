//! Tokens are revoked with the client's credentials (RFC 7009).

use crate::prelude::*;
use provider::endpoint_revocation::Client;

async fn revoked(answer: http::Response<Vec<u8>>) -> (Wire, Result<(), Error>) {
    let wire = Wire::answering([json(r#"{"access_token": "a", "refresh_token": "r"}"#), answer]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let result = client.revoke(&token).await;
    (wire, result)
}

#[tokio::test]
async fn the_token_is_revoked() {
    let (wire, result) = revoked(text(200, "text/plain", "")).await;
    result.unwrap();
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "POST https://acme.example/revoke");
    // All that came of it ends with it (2.1).
    assert_eq!(sent.body(), "token=r");
    assert_eq!(sent.header("authorization"), Some("Basic aWQ6czNjcjN0"));
    assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
}

#[tokio::test]
async fn a_refusal_is_told() {
    let refusal = text(400, "application/json", r#"{"error": "unsupported_token_type"}"#);
    let error = revoked(refusal).await.1.unwrap_err();
    assert_eq!(error.to_string(), "endpoint-revocation answered HTTP 400: unsupported_token_type");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_fault_of_the_server_can_be_tried_again() {
    let error = revoked(text(503, "text/html", "<p>later</p>")).await.1.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert!(error.to_string().ends_with("; try again later"), "{error}");
}
