//! The secret is sent as tokens are.

use crate::prelude::*;
use provider::token_auth_bearer_secret::Client;

#[tokio::test]
async fn the_secret_is_in_the_header_alone() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.header("authorization"), Some("Bearer s3cr3t"));
    assert_eq!(sent.form("client_id"), None);
    assert_eq!(sent.form("client_secret"), None);
}

#[test]
fn a_secret_that_no_header_can_hold_is_refused() {
    let wire = Wire::default();
    let builder = wire.setup(Client::builder()).client_secret("s3cr3t\r\nx: y");
    let told = builder.build().unwrap_err().to_string();
    assert!(told.contains("control character") && !told.contains("s3cr3t"), "{told}");
}
