//! A user's name and password for a token, once.

use crate::prelude::*;
use provider::token_grant_password::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn name_and_password_are_sent_once() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = client.password("ada@acme.example", "p&w=1").scope("read").await.unwrap();
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
    assert_eq!(
        wire.sent(0).body(),
        "grant_type=password&username=ada%40acme.example&password=p%26w%3D1&scope=read"
    );
    assert!(!token.save().contains("p&w=1"));
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r");
}

#[tokio::test]
async fn a_wrong_password_is_the_providers_word() {
    let answer = r#"{"error": "invalid_grant", "error_description": "Bad\npassword"}"#;
    let wire = Wire::answering([text(400, "application/json", answer)]);
    let client: Client = wire.client();
    let call = client.password("ada", "p4ss");
    assert!(!format!("{call:?}").contains("p4ss"));
    let error = call.await.unwrap_err();
    let Error::Provider(refused) = &error else { panic!("{error}") };
    assert_eq!(refused.code(), Some("invalid_grant"));
    assert!(
        error.to_string().starts_with(
            r"token-grant-password answered HTTP 400: invalid_grant: Bad\u{a}password; "
        ),
        "{error}"
    );
    assert!(!error.to_string().contains("p4ss"));
}
