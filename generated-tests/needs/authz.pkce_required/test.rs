//! A public client: it has no secret, says who it is, and proves that the code is its own with PKCE.

use crate::prelude::*;
use provider::authz_pkce_required::Client;

#[tokio::test]
async fn the_verifier_is_all_there_is_for_proof() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = Client::builder()
        .client_id("id")
        .redirect_uri("com.example.app:/callback")
        .transport(wire.clone())
        .build()
        .unwrap();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "code_challenge_method").unwrap(), "S256");
    assert_eq!(param(pending.url(), "code_challenge").unwrap().len(), 43);
    let token = wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    let verifier = sent.form("code_verifier").unwrap();
    assert_eq!(
        sent.body(),
        format!(
            "grant_type=authorization_code&redirect_uri=com.example.app%3A%2Fcallback&code=c0de\
             &code_verifier={verifier}&client_id=id"
        )
    );
    assert_eq!(sent.header("authorization"), None);
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r&client_id=id");
}

#[tokio::test]
async fn a_secret_is_not_sent_even_if_there_is_one() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).form("client_secret"), None);
    assert_eq!(wire.sent(0).header("authorization"), None);
}

#[tokio::test]
async fn a_provider_that_does_not_believe_it_is_heard() {
    let answer = r#"{"error": "invalid_grant", "error_description": "PKCE verification failed"}"#;
    let wire = Wire::answering([text(400, "application/json", answer)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "authz-pkce-required answered HTTP 400: invalid_grant: PKCE verification failed; what was exchanged \
         (a code, a refresh token, a password) is wrong, used, expired or revoked: authorize again"
    );
}
