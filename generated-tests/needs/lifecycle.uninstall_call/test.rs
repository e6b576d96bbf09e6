//! The connection is ended by a call of the API: that is how a token is revoked.

use crate::prelude::*;
use provider::lifecycle_uninstall_call::Client;

const GIVEN: &str = r#"{"access_token": "a"}"#;

#[tokio::test]
async fn revoking_makes_the_call() {
    let wire = Wire::answering([json(GIVEN), text(204, "text/plain", "")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.revoke(&token).await.unwrap();
    assert_eq!(wire.sent(1).line(), "DELETE https://api.acme.example/installation");
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
    assert_eq!(wire.sent(1).body(), "");
    assert_eq!(wire.count(), 2, "there is no revocation endpoint");
}

#[tokio::test]
async fn a_refusal_is_told_and_the_token_can_be_revoked_again() {
    let wire =
        Wire::answering([json(GIVEN), text(503, "text/plain", ""), text(200, "text/html", "gone")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.revoke(&token).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    client.revoke(&token).await.unwrap();
    assert_eq!(wire.count(), 3);
}
