//! A grant with a name and a parameter of the provider's own.

use crate::prelude::*;
use provider::token_grant_vendor::{AccountCredentials, Client};

fn grant() -> AccountCredentials {
    AccountCredentials { account_id: "acc&1".to_owned() }
}

#[tokio::test]
async fn the_application_gives_what_the_grant_needs() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#)]);
    let client: Client = wire.client();
    let token = client.grant(grant()).await.unwrap();
    assert_eq!(token.grant(), "account_credentials");
    assert_eq!(token.access_token().expose(), "a");
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!(wire.sent(0).body(), "grant_type=account_credentials&account_id=acc%261");
}

#[tokio::test]
async fn a_session_asks_again_with_the_call_it_was_given() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#)]);
    let client: Client = wire.client();
    let token = client.grant(grant()).await.unwrap();
    let session = client.session(token).reacquire_with(client.grant(grant())).start();
    wire.pass(60);
    wire.answer(json(r#"{"access_token": "b", "expires_in": 60}"#));
    wire.answer(json("{}"));
    session.get("/me").send().await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=account_credentials&account_id=acc%261");
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer b"));
}

#[tokio::test]
async fn a_refusal_names_what_to_do() {
    let answer = text(400, "application/json", r#"{"error": "unsupported_grant_type"}"#);
    let client: Client = Wire::answering([answer]).client();
    assert_eq!(
        client.grant(grant()).await.unwrap_err().to_string(),
        "token-grant-vendor answered HTTP 400: unsupported_grant_type; the client is not registered for \
         this grant"
    );
}
