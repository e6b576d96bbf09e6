//! The token has another name, or another one in the answers of one grant.

use crate::prelude::*;
use provider::response_field_renamed::Client;

#[tokio::test]
async fn the_token_has_its_own_name() {
    let wire = Wire::answering([
        json(r#"{"token": "a", "refreshToken": "r", "expires_in": 60}"#),
        json(r#"{"token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    assert_eq!(token.expires_in(), Some(Duration::from_secs(60)));
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).form("refresh_token").unwrap(), "r");
    assert_eq!(token.access_token().expose(), "b");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
}

#[tokio::test]
async fn the_id_token_is_the_token_of_one_grant() {
    let wire =
        Wire::answering([json(r#"{"id_token": "e30.e30.x", "refresh_token": "r"}"#), json("{}")]);
    let client: Client = wire.client();
    let token = client.password("u", "p").await.unwrap();
    assert_eq!(token.access_token().expose(), "e30.e30.x");
    assert_eq!(token.id_token().unwrap().expose(), "e30.e30.x");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    client.session(token).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer e30.e30.x"));
}

#[tokio::test]
async fn an_answer_without_it_names_what_is_missing() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a"}"#),
        json(r#"{"token": "a"}"#),
        json(r#"{"token": ""}"#),
    ]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(error.to_string().contains("neither `token` nor `error`"), "{error}");
    let error = client.password("u", "p").await.unwrap_err();
    assert!(error.to_string().contains("neither `id_token` nor `error`"), "{error}");
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "an empty token is none: {error}");
}
