//! Id and secret each have a header.

use crate::prelude::*;
use provider::token_auth_custom_header::Client;

#[tokio::test]
async fn the_credentials_are_in_the_headers_alone() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.header("client-id"), Some("id"));
    assert_eq!(sent.header("x-secret"), Some("s3cr3t"));
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(sent.form("client_id"), None);
    assert_eq!(sent.form("client_secret"), None);
}

#[test]
fn an_id_that_no_header_can_hold_is_refused() {
    let wire = Wire::default();
    let builder = wire.setup(Client::builder()).client_id("id\nx-admin: 1");
    let told = builder.build().unwrap_err().to_string();
    assert!(told.contains("control character"), "{told}");
}
