//! Who it is, is a field of the token, typed; an answer without it is refused.

use crate::prelude::*;
use provider::endpoint_identity_in_token_response::{Client, Token};

#[tokio::test]
async fn the_token_says_who_it_is() {
    let answer = json(r#"{"access_token": "a", "athlete": {"id": 134815, "name": "Marianne"}}"#);
    let wire = Wire::answering([answer]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.athlete_id, 134_815);
    assert_eq!(wire.count(), 1);
    assert_eq!(Token::restore(&token.save()).unwrap().athlete_id, 134_815);
}

#[tokio::test]
async fn it_stays_when_the_token_is_refreshed() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r", "athlete": {"id": "134815"}}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!((token.access_token().expose(), token.athlete_id), ("b", 134_815));
}

#[tokio::test]
async fn a_token_of_nobody_is_refused() {
    for answer in [r#"{"access_token": "a"}"#, r#"{"access_token": "a", "athlete": {"id": "me"}}"#]
    {
        let wire = Wire::answering([json(answer)]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{error}");
        assert!(error.to_string().contains("`athlete_id`"), "{error}");
    }
}
