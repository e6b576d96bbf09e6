//! The application asks for a token of its own, and authenticates with that.

use crate::prelude::*;
use provider::token_app_token_first::Client;

const APP: &str = r#"{"code": 0, "app_access_token": "app", "expire": 7200}"#;
const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_code_is_sent_with_the_applications_token() {
    let wire = Wire::answering([json(APP), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/app_access_token");
    assert_eq!(wire.sent(0).header("authorization"), None);
    assert_eq!(wire.sent(0).body(), r#"{"client_id":"id","client_secret":"s3cr3t"}"#);
    assert_eq!(wire.sent(1).line(), "POST https://acme.example/token");
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer app"));
    assert_eq!(wire.sent(1).form("code").unwrap(), "c0de");
    assert_eq!(wire.sent(1).form("client_secret"), None);
}

#[tokio::test]
async fn each_renewal_asks_for_another_one() {
    let wire = Wire::answering([json(APP), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    wire.answer(json(r#"{"app_access_token": "app2"}"#));
    wire.answer(json(TOKEN));
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer app2"));
    assert_eq!(wire.sent(3).body(), "grant_type=refresh_token&refresh_token=r");
}

#[tokio::test]
async fn without_it_the_code_is_not_sent() {
    let wire = Wire::answering([text(400, "application/json", r#"{"error": "invalid_client"}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "token-app-token-first answered HTTP 400: invalid_client; check client_id, client_secret or the client's key, and the \
         way the client authenticates"
    );
    assert_eq!(wire.count(), 1);
}
