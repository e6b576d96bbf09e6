//! Answers are forms, whatever they are called; errors may be JSON all the same.

use crate::prelude::*;
use provider::response_form_encoded::Client;

#[tokio::test]
async fn a_form_is_read() {
    let wire =
        Wire::answering([form("access_token=a%2Bb&expires_in=60&scope=read+write&region=eu")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.access_token().expose(), "a+b");
    assert_eq!(token.expires_in(), Some(Duration::from_secs(60)));
    assert_eq!(token.scope(), Some("read write"));
    assert_eq!(token.extra()["region"], "eu");
}

#[tokio::test]
async fn the_content_type_does_not_matter() {
    let wire = Wire::answering([text(200, "text/plain;charset=UTF-8", "access_token=a\n")]);
    let client: Client = wire.client();
    assert_eq!(wire.sign_in(&client, "").await.unwrap().access_token().expose(), "a");
}

#[tokio::test]
async fn a_refresh_is_a_form_too() {
    let wire = Wire::answering([
        form("access_token=a&refresh_token=r&expires_in=60"),
        form("access_token=b"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.access_token().expose(), "b");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    assert_eq!(token.expires_in(), None, "the lifetime was the old token's");
}

#[tokio::test]
async fn errors_are_read_in_either_notation_and_json_is_no_form() {
    for answer in [
        text(400, "text/plain", "error=bad_verification_code&error_description=used%20up"),
        form("error=bad_verification_code&error_description=used%20up"),
        json(r#"{"error": "bad_verification_code", "error_description": "used up"}"#),
    ] {
        let wire = Wire::answering([answer]);
        let client: Client = wire.client();
        let Err(Error::Provider(error)) = wire.sign_in(&client, "").await else { panic!() };
        assert_eq!(error.code(), Some("bad_verification_code"));
        assert_eq!(error.description(), Some("used up"));
    }
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
}
