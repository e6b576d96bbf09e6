//! The application's token and the user's in one answer, each with a refresh token of its own.

use crate::prelude::*;
use provider::response_two_tokens::Client;

const ANSWER: &str = r#"{"access_token": "bot", "refresh_token": "bot-r", "expires_in": 60, "scope": "chat",
    "authed_user": {"id": "U1", "access_token": "user", "refresh_token": "user-r", "expires_in": 120,
                    "scope": "search", "token_type": "user"}}"#;

#[tokio::test]
async fn both_tokens_are_read() {
    let wire = Wire::answering([json(ANSWER)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!((token.access_token().expose(), token.scope()), ("bot", Some("chat")));
    let user = token.authed_user.as_ref().unwrap();
    assert_eq!((user.access_token().expose(), user.scope()), ("user", Some("search")));
    assert_eq!(user.token_type(), Some("user"));
    assert_eq!(user.members()["id"], "U1");
    assert!(!format!("{token:?}").contains("user-r"), "{token:?}");
}

#[tokio::test]
async fn each_is_used_and_renewed_by_itself() {
    let wire = Wire::answering([
        json(ANSWER),
        json("{}"),
        json(r#"{"access_token": "user2", "refresh_token": "user-r2", "expires_in": 120}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let user = client.adopt(token.authed_user.as_ref().unwrap()).unwrap();
    assert_eq!(user.expires_in(), Some(Duration::from_secs(120)));
    client.session(user.clone()).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer user"));
    let user = client.refresh(&user).await.unwrap();
    assert_eq!(wire.sent(2).form("refresh_token").unwrap(), "user-r");
    assert_eq!(user.access_token().expose(), "user2");
    assert_eq!(token.refresh_token().unwrap().expose(), "bot-r");
}

#[tokio::test]
async fn without_a_second_token_there_is_none() {
    for second in ["{}", "null", r#"{"id": "U1"}"#, r#""text""#] {
        let wire = Wire::answering([json(&format!(
            r#"{{"access_token": "bot", "authed_user": {second}}}"#
        ))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert!(token.authed_user.is_none(), "{second}");
    }
}

#[tokio::test]
async fn the_second_alone_is_not_the_first() {
    let wire = Wire::answering([json(r#"{"authed_user": {"access_token": "user-t"}}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("neither `access_token` nor `error`"), "{error}");
    assert!(!format!("{error} {error:?}").contains("user-t"), "{error:?}");
}

#[tokio::test]
async fn a_second_one_that_no_header_can_hold_is_not_adopted() {
    let wire = Wire::answering([json(
        r#"{"access_token": "bot", "authed_user": {"access_token": "us\r\ner"}}"#,
    )]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.adopt(token.authed_user.as_ref().unwrap()).unwrap_err();
    assert!(error.to_string().contains("its access token holds control characters"), "{error}");
    assert_eq!(token.access_token().expose(), "bot");
}
