//! RFC 7009, Token Revocation.

use super::*;
use crate::wire::{json, text};

/// 2.1: the refresh token goes, and with it all that came of it; 2.2: an empty answer is a good one.
#[tokio::test]
async fn section_2_1_the_request_and_2_2_its_answer() {
    let refresh = TOKEN.replace("tGzv3JOkF0XG5Qx2TlKWIA", "45ghiukldjahdnhzdauz");
    let wire = Wire::answering([json(&refresh), text(200, "text/plain", "")]);
    let client = client(&wire);
    let token = client.client_credentials().await.unwrap();
    client.revoke(&token).await.unwrap();
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "POST https://server.example.com/revoke");
    assert_eq!(sent.header("authorization"), Some(BASIC));
    assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
    // The example's hint is optional: a server looks at all kinds of tokens without one.
    assert_eq!(sent.body(), "token=45ghiukldjahdnhzdauz");
}

/// 2.1: without a refresh token it is the access token that goes.
#[tokio::test]
async fn section_2_1_an_access_token_that_came_alone() {
    let alone = r#"{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer"}"#;
    let wire = Wire::answering([json(alone), text(200, "text/plain", "")]);
    let client = client(&wire);
    let token = client.client_credentials().await.unwrap();
    client.revoke(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "token=2YotnFZFEjr1zCsicMWpAA");
}

#[tokio::test]
async fn section_2_2_1_an_unsupported_kind_of_token() {
    let refused = text(400, "application/json", r#"{"error":"unsupported_token_type"}"#);
    let wire = Wire::answering([json(TOKEN), refused]);
    let client = client(&wire);
    let token = client.client_credentials().await.unwrap();
    let error = client.revoke(&token).await.unwrap_err();
    let oauth_runtime::Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!(error.code(), Some("unsupported_token_type"));
}
