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
    assert_eq!(token.missing_scopes(&["read".into(), "read,write".into()]), ["read,write".into()]);
    assert_eq!(token.missing_scopes(&["read,read".into()]), []);
}

#[tokio::test]
async fn an_answer_with_spaces_is_understood_too() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "read write"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.scope(), Some("read write"));
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["read", "write"]);
}

#[tokio::test]
async fn a_scope_with_a_comma_is_two_and_stays_in_its_parameter() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "read,write&x"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().scope("read,write&x").begin().unwrap();
    assert!(pending.url().contains("&scope=read%2Cwrite%26x&"), "{}", pending.url());
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["read", "write&x"]);
}

#[tokio::test]
async fn a_scope_that_is_no_text_says_nothing() {
    for scope in ["5", "true", r#"{"read": 1}"#] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": {scope}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!((token.scope(), token.granted_scopes().count()), (None, 0), "{scope}");
        assert!(token.extra().contains_key("scope"), "{scope}");
    }
}
