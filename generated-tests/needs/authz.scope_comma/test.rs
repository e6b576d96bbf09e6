//! Several scopes become one parameter, with a comma between them; answers are read the same way.

use crate::prelude::*;
use provider::authz_scope_comma::Client;

#[test]
fn scopes_are_joined_by_commas() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scopes(["read".into(), "write".into()]).begin().unwrap();
    assert_eq!(param(pending.url(), "scope").unwrap(), "read,write");
    assert!(pending.url().contains("&scope=read%2Cwrite&"), "{}", pending.url());
    let pending = client.authorize().scopes(["read".into()]).begin().unwrap();
    assert!(pending.url().contains("&scope=read&"), "{}", pending.url());
}

#[tokio::test]
async fn an_answer_has_commas_too() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "read,profile"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["read", "profile"]);
    assert_eq!(token.missing_scopes(&["read".into(), "write".into()]), ["write".into()]);
}

#[tokio::test]
async fn an_answer_with_spaces_is_understood_too() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "read write"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.scope(), Some("read write"));
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["read", "write"]);
}
