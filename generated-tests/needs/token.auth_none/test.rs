//! A client without a secret says who it is, and proves with PKCE that it has begun.

use crate::prelude::*;
use provider::token_auth_none::Client;

#[tokio::test]
async fn the_id_and_the_verifier_are_all() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let builder = Client::builder().client_id("id").redirect_uri("https://app.example/callback");
    let client = builder.transport(wire.clone()).clock(wire.clone()).build().unwrap();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let sent = wire.sent(0);
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(sent.form("client_id").unwrap(), "id");
    assert_eq!(sent.form("client_secret"), None);
    assert_eq!(sent.form("code_verifier").unwrap().len(), 43);
}

#[tokio::test]
async fn a_secret_is_not_sent() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).header("authorization"), None);
    assert!(!wire.sent(0).body().contains("s3cr3t"));
}

#[test]
fn without_an_id_there_is_no_client() {
    let error = Client::builder().transport(Wire::default()).build().unwrap_err();
    assert_eq!(error.to_string(), "there is no client id: call `.client_id(…)`");
}
