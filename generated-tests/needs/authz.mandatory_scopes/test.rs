//! Some scopes are in every authorization, once, whatever else is asked for.

use crate::prelude::*;
use oauth_runtime::CallbackError;
use provider::authz_mandatory_scopes::Client;

fn asked(scopes: &[&'static str]) -> String {
    let client: Client = Wire::default().client();
    let scopes = scopes.iter().map(|scope| (*scope).into());
    let pending = client.authorize().scopes(scopes).begin().unwrap();
    param(pending.url(), "scope").unwrap()
}

#[test]
fn alone_if_nothing_is_asked_for() {
    assert_eq!(asked(&[]), "identity");
}

#[test]
fn after_what_is_asked_for() {
    assert_eq!(asked(&["read", "write"]), "read write identity");
    // Another one that only looks like it is another one.
    assert_eq!(asked(&["identity.email"]), "identity.email identity");
}

#[test]
fn once_if_it_is_asked_for() {
    assert_eq!(asked(&["identity"]), "identity");
    assert_eq!(asked(&["read", "identity", "write"]), "read identity write");
}

#[tokio::test]
async fn the_token_knows_what_was_granted() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "identity"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["identity"]);
    assert_eq!(token.missing_scopes(&["read".into(), "identity".into()]), ["read".into()]);
}

#[test]
fn once_if_it_is_one_of_several_in_a_text() {
    assert_eq!(asked(&["read identity"]), "read identity");
}

#[tokio::test]
async fn a_client_that_may_not_have_them_is_refused() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("error=invalid_scope&state={}", pending.state());
    let error = client.finish(pending, callback).await.unwrap_err();
    let Error::Callback(CallbackError::Denied(denial)) = &error else { panic!("{error}") };
    assert_eq!(denial.code(), "invalid_scope");
    assert!(error.to_string().contains("ask for scopes that the provider grants"), "{error}");
    assert_eq!(wire.count(), 0);
}
