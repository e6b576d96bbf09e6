//! What else an answer holds: typed fields, which are stored and survive a refresh that leaves them out.

use crate::prelude::*;
use provider::response_capture::{Client, Token};

const ANSWER: &str = r#"{"access_token": "a", "refresh_token": "r", "open_id": "o1", "uid": "42",
    "webhook": {"url": "https://hooks.acme.example/1", "channel": "c"}, "region": "eu"}"#;

#[tokio::test]
async fn declared_fields_are_typed_and_others_are_kept() {
    let wire = Wire::answering([json(ANSWER)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.open_id, "o1");
    assert_eq!(token.uid, Some(42));
    assert_eq!(token.webhook.as_ref().unwrap().url.expose(), "https://hooks.acme.example/1");
    assert_eq!(token.extra()["region"], "eu");
    assert!(!format!("{token:?}").contains("hooks.acme.example"), "a secret field is not shown");
}

#[tokio::test]
async fn they_are_stored_and_survive_a_refresh() {
    let wire = Wire::answering([json(ANSWER), json(r#"{"access_token": "b", "uid": 43}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = Token::restore(&token.save()).unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.access_token().expose(), "b");
    assert_eq!((token.open_id.as_str(), token.uid), ("o1", Some(43)));
    assert!(token.webhook.is_some());
}

#[tokio::test]
async fn an_answer_without_a_required_field_is_refused() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a"}"#),
        json(r#"{"access_token": "a", "open_id": {"id": 1}}"#),
    ]);
    let client: Client = wire.client();
    for _ in 0..2 {
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{error}");
        let what = "the required field `open_id` is missing or of another type";
        assert!(error.to_string().contains(what), "{error}");
    }
}

#[tokio::test]
async fn an_optional_field_of_another_type_is_kept_beside_the_token() {
    let wire = Wire::answering([json(
        r#"{"access_token": "a", "open_id": "o1", "uid": [1], "webhook": {"channel": "c"}}"#,
    )]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert!(token.uid.is_none() && token.webhook.is_none());
    assert_eq!(token.extra()["uid"][0], 1);
    assert_eq!(token.extra()["webhook"]["channel"], "c");
}
