//! The redirect URI is for the browser alone.

use crate::check::names;
use crate::prelude::*;
use provider::token_redirect_uri_omitted::Client;

#[tokio::test]
async fn the_exchange_does_not_repeat_it() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "redirect_uri").unwrap(), "https://app.example/callback");
    let callback = format!("code=c0de&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    assert_eq!(names(wire.sent(0).body()), ["grant_type", "code", "code_verifier"]);
}

#[tokio::test]
async fn it_can_be_added_to_one_exchange() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let call = client.exchange(&authorized);
    call.parameter("redirect_uri", "https://app.example/callback").await.unwrap();
    assert!(wire.sent(0).body().ends_with("&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"));
}

#[tokio::test]
async fn a_provider_that_wants_it_says_so() {
    let refused = r#"{"error": "invalid_request", "error_description": "redirect_uri is missing"}"#;
    let wire = Wire::answering([text(400, "application/json", refused)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(!error.needs_user() && !error.is_retryable(), "{error}");
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!(error.code(), Some("invalid_request"));
    assert_eq!(error.description(), Some("redirect_uri is missing"));
    assert_eq!(wire.count(), 1);
}

#[test]
fn the_browser_cannot_go_without_it() {
    let wire = Wire::default();
    let builder = Client::builder().client_id("id").client_secret("s3cr3t");
    let client: Client = builder.transport(wire.clone()).clock(wire).build().unwrap();
    let error = client.authorize().begin().unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    assert!(error.to_string().contains("there is no redirect URI"), "{error}");
}
