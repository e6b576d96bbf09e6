//! A sandbox beside production: every address is the environment's, and so is the token.

use crate::prelude::*;
use provider::endpoint_environments::{Client, Environment};

#[tokio::test]
async fn the_first_environment_is_the_default() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("https://acme.example/authorize?"), "{}", pending.url());
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!(token.environment(), Some("production"));
}

#[tokio::test]
async fn everything_goes_to_the_sandbox() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
    let client: Client =
        wire.setup(Client::builder()).environment(Environment::Sandbox).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://sandbox.acme.example/authorize?"),
        "{}",
        pending.url()
    );
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://sandbox.acme.example/token");
    assert_eq!(token.environment(), Some("sandbox"));
    client.session(token).start().get("/me").send().await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.sandbox.acme.example/me");
}

#[tokio::test]
async fn a_token_of_the_sandbox_stays_there() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "refresh_token": "r"}"#)]);
    let sandbox: Client =
        wire.setup(Client::builder()).environment(Environment::Sandbox).build().unwrap();
    let token = wire.sign_in(&sandbox, "").await.unwrap();
    let production: Client = wire.client();
    let error = production.refresh(&token).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the token belongs to `endpoint-environments` (sandbox), and this client is \
         `endpoint-environments` (production): it is not sent elsewhere"
    );
    assert_eq!(wire.count(), 1);
}

#[test]
fn an_unknown_environment_is_refused_with_those_that_there_are() {
    let error = "staging".parse::<Environment>().unwrap_err();
    assert_eq!(error.to_string(), "`staging` is not one of `production`, `sandbox`");
}
