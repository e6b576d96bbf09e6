//! Without scopes there is no parameter for them, in no request.

use crate::prelude::*;
use provider::authz_empty_scope_must_be_omitted::{Client, Scope};

#[test]
fn nothing_asked_is_nothing_sent() {
    let client: Client = Wire::default().client();
    for pending in
        [client.authorize().begin().unwrap(), client.authorize().scopes([]).begin().unwrap()]
    {
        let names: Vec<_> = params(pending.url()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "response_type",
                "client_id",
                "redirect_uri",
                "code_challenge_method",
                "state",
                "code_challenge"
            ]
        );
    }
}

#[test]
fn what_is_asked_is_sent() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scopes([Scope::Read]).begin().unwrap();
    assert_eq!(param(pending.url(), "scope").unwrap(), "read");
}

#[tokio::test]
async fn token_requests_are_the_same() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b"}"#),
        json(r#"{"access_token": "c"}"#),
    ]);
    let client: Client = wire.client();
    let token = client.client_credentials().await.unwrap();
    client.refresh(&token).await.unwrap();
    client.client_credentials().scopes([Scope::Read]).await.unwrap();
    assert_eq!(wire.sent(0).body(), "grant_type=client_credentials");
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r");
    assert_eq!(wire.sent(2).body(), "grant_type=client_credentials&scope=read");
}

#[tokio::test]
async fn a_scope_of_no_characters_is_none() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().scope("").begin().unwrap();
    assert_eq!(param(pending.url(), "scope"), None);
    client.client_credentials().scope("").await.unwrap();
    assert_eq!(wire.sent(0).body(), "grant_type=client_credentials");
}

#[tokio::test]
async fn a_provider_that_wants_one_says_so() {
    let refused = text(400, "application/json", r#"{"error": "invalid_scope"}"#);
    let wire = Wire::answering([refused]);
    let client: Client = wire.client();
    let Err(Error::Provider(error)) = client.client_credentials().await else { panic!() };
    assert_eq!(error.code(), Some("invalid_scope"));
    assert_eq!(wire.count(), 1);
}
