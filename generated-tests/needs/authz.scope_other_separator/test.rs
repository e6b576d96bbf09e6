//! Several scopes become one parameter, with a semicolon between them, which is no end of a parameter.

use crate::prelude::*;
use provider::authz_scope_other_separator::Client;

#[test]
fn scopes_are_joined_by_semicolons() {
    let client: Client = Wire::default().client();
    let pending =
        client.authorize().scopes(["VALUABLE_ACCESS".into(), "LONG".into()]).begin().unwrap();
    assert_eq!(param(pending.url(), "scope").unwrap(), "VALUABLE_ACCESS;LONG");
    assert!(pending.url().contains("&scope=VALUABLE_ACCESS%3BLONG&"), "{}", pending.url());
}

#[tokio::test]
async fn an_answer_has_semicolons_too() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "read;write"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["read", "write"]);
    assert_eq!(token.missing_scopes(&["write".into(), "admin".into()]), ["admin".into()]);
}

#[tokio::test]
async fn semicolons_around_nothing_are_no_scopes() {
    for (scope, granted) in [(";;", vec![]), (";read;;write;", vec!["read", "write"])] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": "{scope}"}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.granted_scopes().collect::<Vec<_>>(), granted, "{scope}");
    }
}

#[tokio::test]
async fn an_answer_with_the_usual_separator_is_understood_and_one_with_another_is_one_scope() {
    for (scope, granted) in
        [("read write", vec!["read", "write"]), ("read,write", vec!["read,write"])]
    {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": "{scope}"}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.granted_scopes().collect::<Vec<_>>(), granted, "{scope}");
        assert_eq!(token.missing_scopes(&["admin".into()]), ["admin".into()]);
    }
}
