//! The scope is sent with a refresh: what was asked for, or what the application asks for now.

use crate::prelude::*;
use provider::refresh_scope_required::{Client, Token};

async fn signed_in(wire: &Wire, client: &Client, scopes: &[&'static str]) -> Token {
    let scopes = scopes.iter().map(|scope| (*scope).into());
    let pending = client.authorize().scopes(scopes).begin().unwrap();
    let state = param(pending.url(), "state").unwrap();
    assert_eq!(wire.count(), 0);
    client.finish(pending, format!("code=c0de&state={state}")).await.unwrap()
}

#[tokio::test]
async fn the_scope_that_was_asked_for_is_sent_again() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r", "scope": "read"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = signed_in(&wire, &client, &["read", "write"]).await;
    client.refresh(&Token::restore(&token.save()).unwrap()).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r&scope=read+write");
}

#[tokio::test]
async fn a_narrower_one_can_be_asked_for() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b", "scope": "read"}"#),
    ]);
    let client: Client = wire.client();
    let token = signed_in(&wire, &client, &["read", "write"]).await;
    let token = client.refresh(&token).scope("read").await.unwrap();
    assert_eq!(wire.sent(1).form("scope").unwrap(), "read");
    assert_eq!(token.scope(), Some("read"));
}

#[tokio::test]
async fn without_any_it_is_what_was_granted_or_nothing() {
    for (granted, sent) in [(r#", "scope": "read""#, Some("read".to_owned())), ("", None)] {
        let wire = Wire::answering([
            json(&format!(r#"{{"access_token": "a", "refresh_token": "r"{granted}}}"#)),
            json(r#"{"access_token": "b"}"#),
        ]);
        let client: Client = wire.client();
        let token = signed_in(&wire, &client, &[]).await;
        client.refresh(&token).await.unwrap();
        assert_eq!(wire.sent(1).form("scope"), sent);
    }
}

#[tokio::test]
async fn a_wider_one_is_refused_and_the_token_is_as_good_as_before() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        text(400, "application/json", r#"{"error": "invalid_scope"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = signed_in(&wire, &client, &["read"]).await;
    let error = client.refresh(&token).scope("read").scope("admin").await.unwrap_err();
    assert!(!error.needs_user() && !error.is_retryable(), "{error}");
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!(error.code(), Some("invalid_scope"));
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).form("scope").unwrap(), "read admin");
    assert_eq!(wire.sent(2).form("scope").unwrap(), "read");
}

#[tokio::test]
async fn a_scope_that_is_no_text_is_not_sent_back() {
    for scope in ["5", r#"{"name": "read"}"#, "[1]", "null"] {
        let wire = Wire::answering([
            json(&format!(r#"{{"access_token": "a", "refresh_token": "r", "scope": {scope}}}"#)),
            json(r#"{"access_token": "b"}"#),
        ]);
        let client: Client = wire.client();
        let token = signed_in(&wire, &client, &[]).await;
        client.refresh(&token).await.unwrap();
        assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r", "{scope}");
    }
}
