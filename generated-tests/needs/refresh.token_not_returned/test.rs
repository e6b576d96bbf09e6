//! A refresh gives no refresh token, and one that comes all the same is none: the old one stays.

use crate::prelude::*;
use provider::refresh_token_not_returned::{Client, Token};

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_old_one_stays_and_is_stored() {
    let wire = Wire::answering([
        json(GIVEN),
        json(r#"{"access_token": "b"}"#),
        json(r#"{"access_token": "c"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    let token = Token::restore(&token.save()).unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(2).body(), "grant_type=refresh_token&refresh_token=r");
}

#[tokio::test]
async fn another_one_does_not_replace_it() {
    for other in [r#""other""#, r#""""#, "null", "1"] {
        let answer = format!(r#"{{"access_token": "b", "refresh_token": {other}}}"#);
        let wire = Wire::answering([json(GIVEN), json(&answer)]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let token = client.refresh(&token).await.unwrap();
        assert_eq!(token.access_token().expose(), "b");
        assert_eq!(token.refresh_token().unwrap().expose(), "r", "{other}");
    }
}

#[tokio::test]
async fn a_token_that_never_had_one_cannot_be_refreshed() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).await.unwrap_err();
    let what = "the token has no refresh token: ask for a new one with the grant it came from";
    assert_eq!(error.to_string(), what);
}
