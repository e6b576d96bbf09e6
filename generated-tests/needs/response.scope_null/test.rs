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
