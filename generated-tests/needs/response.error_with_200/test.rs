//! A refusal is told by what is in the answer: 200 says nothing here.

use crate::prelude::*;
use provider::response_error_with_200::Client;

#[tokio::test]
async fn a_code_that_is_not_zero_is_a_refusal() {
    let wire = Wire::answering([json(r#"{"errcode": 40029, "errmsg": "invalid code"}"#)]);
    let client: Client = wire.client();
    let Err(Error::Provider(error)) = wire.sign_in(&client, "").await else { panic!() };
    assert_eq!(error.status(), 200);
    assert_eq!((error.code(), error.provider_code()), (Some("invalid_grant"), Some("40029")));
    assert_eq!(error.description(), Some("invalid code"));
    assert!(error.to_string().contains("HTTP 200: invalid_grant (40029): invalid code"), "{error}");
}

#[tokio::test]
async fn so_it_is_with_a_token_beside_it_or_with_ok_false() {
    for body in [
        r#"{"errcode": 5, "errmsg": "half done", "access_token": "a"}"#,
        r#"{"ok": false, "errcode": 0, "access_token": "a"}"#,
    ] {
        let wire = Wire::answering([json(body)]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(matches!(error, Error::Provider(_)), "{error:?}");
    }
}

#[tokio::test]
async fn zero_and_nothing_are_a_success() {
    for body in [r#"{"errcode": 0, "ok": true, "access_token": "a"}"#, r#"{"access_token": "a"}"#] {
        let wire = Wire::answering([json(body)]);
        let client: Client = wire.client();
        assert_eq!(wire.sign_in(&client, "").await.unwrap().access_token().expose(), "a");
    }
}

#[tokio::test]
async fn a_refused_refresh_loses_nothing_and_says_who_must_act() {
    let wire = Wire::answering([
        json(r#"{"errcode": 0, "access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"errcode": 40029, "errmsg": "used"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).await.unwrap_err();
    assert!(error.needs_user(), "{error}");
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
}
