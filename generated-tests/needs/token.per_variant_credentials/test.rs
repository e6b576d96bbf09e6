//! Each region knows the application under another id and secret: each is a client of its own.

use crate::prelude::*;
use provider::token_per_variant_credentials::{Client, Environment};

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

fn client(wire: &Wire, environment: Environment, id: &str, secret: &str) -> Client {
    let builder = wire.setup(Client::builder()).environment(environment);
    builder.client_id(id).client_secret(secret).build().unwrap()
}

#[tokio::test]
async fn each_client_sends_its_own_to_its_own_region() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let eu = client(&wire, Environment::Eu, "eu-id", "eu-s3cr3t");
    let us = client(&wire, Environment::Us, "us-id", "us-s3cr3t");
    wire.sign_in(&eu, "").await.unwrap();
    wire.sign_in(&us, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://eu.acme.example/token");
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic ZXUtaWQ6ZXUtczNjcjN0"));
    assert_eq!(wire.sent(1).line(), "POST https://us.acme.example/token");
    assert_eq!(wire.sent(1).header("authorization"), Some("Basic dXMtaWQ6dXMtczNjcjN0"));
}

#[tokio::test]
async fn nothing_of_one_region_goes_to_the_other() {
    let wire = Wire::answering([json(TOKEN)]);
    let eu = client(&wire, Environment::Eu, "eu-id", "eu-s3cr3t");
    let us = client(&wire, Environment::Us, "us-id", "us-s3cr3t");
    let pending = eu.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    assert_eq!(
        us.finish(pending, callback).await.unwrap_err().to_string(),
        "the pending authorization belongs to `token-per-variant-credentials` (eu), and this \
         client is `token-per-variant-credentials` (us): use the client it began with"
    );
    assert_eq!(wire.count(), 0);
    let token = wire.sign_in(&eu, "").await.unwrap();
    assert_eq!(
        us.refresh(&token).await.unwrap_err().to_string(),
        "the token belongs to `token-per-variant-credentials` (eu), and this client is \
         `token-per-variant-credentials` (us): it is not sent elsewhere"
    );
    assert_eq!(wire.count(), 1);
}
