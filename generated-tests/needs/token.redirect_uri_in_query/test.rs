//! One parameter in the query of a request whose body holds the others.

use crate::prelude::*;
use provider::token_redirect_uri_in_query::Client;

#[tokio::test]
async fn the_redirect_uri_is_in_the_query_alone() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(
        sent.line(),
        "POST https://acme.example/token?redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"
    );
    assert_eq!(sent.form("redirect_uri"), None);
    assert_eq!(sent.form("code").unwrap(), "c0de");
    assert_eq!(sent.form("grant_type").unwrap(), "authorization_code");
}

#[tokio::test]
async fn a_redirect_uri_cannot_leave_its_place() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let builder = wire.setup(Client::builder()).redirect_uri("https://app.example/?a=b&code=x");
    wire.sign_in(&builder.build().unwrap(), "").await.unwrap();
    assert_eq!(
        wire.sent(0).line(),
        "POST https://acme.example/token?redirect_uri=https%3A%2F%2Fapp.example%2F%3Fa%3Db%26code%3Dx"
    );
}

#[tokio::test]
async fn another_one_cannot_be_added_to_the_body() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let call = client.exchange(&authorized).parameter("redirect_uri", "https://evil.example/");
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    assert!(error.to_string().contains("`redirect_uri` belongs to the request itself"), "{error}");
    assert_eq!(wire.count(), 0);
}

#[tokio::test]
async fn one_that_the_provider_does_not_know_is_told() {
    let refused = r#"{"error": "redirect_uri_mismatch", "error_description": "unknown address"}"#;
    let wire = Wire::answering([text(400, "application/json", refused)]);
    let client: Client = wire.client();
    let Err(Error::Provider(error)) = wire.sign_in(&client, "").await else { panic!() };
    assert_eq!(error.code(), Some("redirect_uri_mismatch"));
    assert_eq!(error.description(), Some("unknown address"));
    assert_eq!(wire.count(), 1);
}
