//! A scope of `null` says nothing: everything was granted that was asked for (RFC 6749, 5.1).

use crate::prelude::*;
use provider::response_scope_null::Client;

#[tokio::test]
async fn null_says_nothing() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 0, "scope": null}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.scope(), None);
    assert_eq!(token.granted_scopes().count(), 0);
    assert!(token.missing_scopes(&["read".into()]).is_empty());
}

#[tokio::test]
async fn another_scope_says_what_is_missing() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "other"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.missing_scopes(&["read".into()]), ["read".into()]);
}

#[tokio::test]
async fn another_way_to_say_nothing_says_nothing_and_is_kept() {
    for scope in ["false", "0", "{}"] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": {scope}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!((token.scope(), token.granted_scopes().count()), (None, 0), "{scope}");
        assert!(token.missing_scopes(&["read".into()]).is_empty(), "{scope}");
        assert!(token.extra().contains_key("scope"), "{scope}");
    }
}

#[tokio::test]
async fn a_token_of_null_is_none() {
    let wire = Wire::answering([json(r#"{"access_token": null, "expires_in": 0, "scope": null}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("neither `access_token` nor `error`"), "{error}");
}
