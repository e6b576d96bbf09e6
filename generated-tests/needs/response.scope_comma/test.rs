//! Scopes are asked for with spaces and granted with commas.

use crate::prelude::*;
use provider::response_scope_comma::Client;

#[tokio::test]
async fn the_answer_has_commas() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "repo,gist, user"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.scope(), Some("repo,gist, user"));
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["repo", "gist", "user"]);
    let missing = token.missing_scopes(&["gist".into(), "repo:status".into()]);
    assert_eq!(missing, ["repo:status".into()]);
}

#[tokio::test]
async fn the_request_has_spaces() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scopes(["repo".into(), "gist".into()]).begin().unwrap();
    assert!(pending.url().contains("scope=repo+gist"), "{}", pending.url());
}

#[tokio::test]
async fn commas_around_nothing_are_no_scopes() {
    for (scope, granted) in [
        (r#"",,""#, vec![]),
        (r#"",repo,,gist,""#, vec!["repo", "gist"]),
        (r#""repo gist""#, vec!["repo", "gist"]),
        (r#"["repo", "gist,user"]"#, vec!["repo", "gist", "user"]),
    ] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": {scope}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.granted_scopes().collect::<Vec<_>>(), granted, "{scope}");
    }
}

#[tokio::test]
async fn a_scope_of_another_type_says_nothing() {
    for scope in ["5", "true", r#"{"repo": true}"#] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": {scope}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!((token.scope(), token.granted_scopes().count()), (None, 0), "{scope}");
        assert!(token.extra().contains_key("scope"), "{scope}");
    }
}
