//! A refresh answers with a status and no token: the old one lives on.

use crate::prelude::*;
use provider::refresh_extends_same_token::Client;

const GIVEN: &str =
    r#"{"result": "0000", "access_token": "a", "refresh_token": "r", "openId": "o"}"#;
const MONTH: u64 = 30 * 86_400;

#[tokio::test]
async fn the_token_stays_and_lives_anew() {
    let wire = Wire::answering([json(GIVEN), json(r#"{"result": "0000", "message": "OK"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(MONTH)));
    wire.pass(MONTH - 100);
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r&access_token=a");
    assert_eq!(token.access_token().expose(), "a");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    assert_eq!(token.extra()["openId"], "o");
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(MONTH)));
}

#[tokio::test]
async fn an_empty_answer_says_the_same() {
    let wire = Wire::answering([json(GIVEN), text(204, "text/plain", "")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(client.refresh(&token).await.unwrap().access_token().expose(), "a");
}

#[tokio::test]
async fn a_refusal_is_a_refusal_and_a_grant_needs_a_token() {
    let wire = Wire::answering([
        json(GIVEN),
        json(r#"{"result": "5006", "message": "expired"}"#),
        json(r#"{"result": "0000", "message": "OK"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let Err(Error::Provider(error)) = client.refresh(&token).await else { panic!() };
    assert_eq!(error.code(), Some("5006"));
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Provider(_) | Error::Unreadable(_)), "{error:?}");
}
