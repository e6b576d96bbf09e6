//! The granted scopes are a list, which reads as the text that the RFC has.

use crate::prelude::*;
use provider::response_scope_array::Client;

#[tokio::test]
async fn a_list_is_the_scopes() {
    let wire =
        Wire::answering([json(r#"{"access_token": "a", "scope": ["user:read", "chat:read"]}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.scope(), Some("user:read chat:read"));
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["user:read", "chat:read"]);
    assert_eq!(
        token.missing_scopes(&["chat:read".into(), "chat:edit".into()]),
        ["chat:edit".into()]
    );
}

#[tokio::test]
async fn so_is_a_text_and_an_empty_list_is_no_scope() {
    for (scope, granted) in [(r#""a b""#, vec!["a", "b"]), ("[]", vec![]), (r#"["a"]"#, vec!["a"])]
    {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": {scope}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.granted_scopes().collect::<Vec<_>>(), granted, "{scope}");
    }
}

#[tokio::test]
async fn a_list_of_something_else_is_kept_as_it_is() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": [{"name": "x"}]}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.scope(), None);
    assert_eq!(token.extra()["scope"][0]["name"], "x");
}

#[tokio::test]
async fn one_item_that_is_no_text_makes_it_no_list_of_scopes() {
    for scope in [r#"["a", 1]"#, r#"["a", null]"#, r#"[["a"]]"#, "{}"] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "scope": {scope}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!((token.scope(), token.granted_scopes().count()), (None, 0), "{scope}");
        assert!(token.extra().contains_key("scope"), "{scope}");
    }
}
