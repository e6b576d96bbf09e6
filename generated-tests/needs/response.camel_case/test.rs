//! Every standard member in camel case; the RFC's own names are then other members.

use crate::prelude::*;
use provider::response_camel_case::Client;

#[tokio::test]
async fn all_members_are_read() {
    let wire = Wire::answering([json(
        r#"{"accessToken": "a", "tokenType": "bearer", "refreshToken": "r", "expiresIn": 60,
            "scope": "read", "idToken": "i"}"#,
    )]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    assert_eq!(token.token_type(), Some("bearer"));
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    assert_eq!(token.expires_in(), Some(Duration::from_secs(60)));
    assert_eq!(token.scope(), Some("read"));
    assert_eq!(token.id_token().unwrap().expose(), "i");
    assert!(token.extra().is_empty(), "{:?}", token.extra().keys());
}

#[tokio::test]
async fn what_is_sent_keeps_the_names_of_the_rfc() {
    let wire = Wire::answering([
        json(r#"{"accessToken": "a", "refreshToken": "r"}"#),
        json(r#"{"accessToken": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r");
    assert_eq!(token.access_token().expose(), "b");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
}

#[tokio::test]
async fn an_answer_in_the_words_of_the_rfc_has_no_token() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("neither `accessToken` nor `error`"), "{error}");
}
