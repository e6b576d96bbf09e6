//! The client asks for itself, and asks again when the token has expired.

use crate::prelude::*;
use provider::token_grant_client_credentials::Client;

#[tokio::test]
async fn the_request_is_the_rfcs() {
    let wire =
        Wire::answering([json(r#"{"access_token": "a", "expires_in": 60, "scope": "read"}"#)]);
    let client: Client = wire.client();
    let token = client.client_credentials().scope("read").scope("write").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://acme.example/token");
    assert_eq!(sent.header("authorization"), Some("Basic aWQ6czNjcjN0"));
    assert_eq!(sent.body(), "grant_type=client_credentials&scope=read+write");
    assert_eq!(token.expires_in(), Some(Duration::from_secs(60)));
    assert_eq!(token.scope(), Some("read"));
}

#[tokio::test]
async fn a_session_asks_again() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#)]);
    let client: Client = wire.client();
    let session = client.session(client.client_credentials().await.unwrap()).start();
    wire.pass(60);
    wire.answer(json(r#"{"access_token": "b", "expires_in": 60}"#));
    wire.answer(json("{}"));
    session.get("/me").send().await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=client_credentials");
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer b"));
}

#[tokio::test]
async fn a_refusal_says_what_to_check() {
    let wire = Wire::answering([text(401, "application/json", r#"{"error": "invalid_client"}"#)]);
    let client: Client = wire.client();
    assert_eq!(
        client.client_credentials().await.unwrap_err().to_string(),
        "token-grant-client-credentials answered HTTP 401: invalid_client; check client_id, client_secret or the client's key, \
         and the way the client authenticates"
    );
}
