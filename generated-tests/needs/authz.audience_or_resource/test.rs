//! The API is named when asking for a code, for a token, and for the next one.

use crate::prelude::*;
use provider::authz_audience_or_resource::Client;

const API: &str = "https://api.acme.example";

#[test]
fn the_user_is_asked_for_every_resource() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let all = params(pending.url());
    let resources: Vec<_> = all.iter().filter(|(name, _)| name == "resource").collect();
    assert_eq!(resources.len(), 2);
    assert_eq!((&*resources[0].1, &*resources[1].1), (API, "https://files.acme.example"));
}

#[tokio::test]
async fn tokens_are_for_one() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).form("resource").unwrap(), API);
    client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).body(),
        "grant_type=refresh_token&refresh_token=r&resource=https%3A%2F%2Fapi.acme.example"
    );
}

#[tokio::test]
async fn an_audience_goes_with_client_credentials() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    client.client_credentials().await.unwrap();
    assert_eq!(wire.sent(0).body(), "grant_type=client_credentials&audience=api.acme.example");
}

#[test]
fn an_audience_of_the_declaration_is_not_replaced() {
    let client: Client = Wire::default().client();
    let error = client.client_credentials().parameter("audience", "other").request().unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    assert!(error.to_string().contains("`audience`"), "{error}");
}
