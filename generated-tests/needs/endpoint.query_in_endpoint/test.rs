//! An endpoint's own query is kept, and what a request adds comes after it.

use crate::prelude::*;
use provider::endpoint_query_in_endpoint::{Client, Variables};

#[test]
fn the_authorization_url_has_both() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/authorize?policy=sign-in&response_type=code&client_id=id&";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(pending.url().matches('?').count(), 1);
}

#[tokio::test]
async fn token_requests_keep_it_beside_a_body_and_before_a_query() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token?policy=sign-in");
    assert_eq!(wire.sent(0).form("policy"), None);
    assert_eq!(wire.sent(0).form("code").unwrap(), "c0de");
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).line(),
        "GET https://acme.example/token?policy=sign-in&grant_type=refresh_token&refresh_token=r"
    );
    assert_eq!(wire.sent(1).body(), "");
    assert_eq!(token.access_token().expose(), "b");
}

#[test]
fn a_value_in_it_adds_no_parameter() {
    let variables = Variables::new().policy("a&client_id=evil#");
    let client: Client = Wire::default().setup(Client::builder_with(variables)).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/authorize?policy=a%26client_id%3Devil%23&response_type=code&";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(param(pending.url(), "client_id").unwrap(), "id");
}

#[test]
fn it_cannot_be_given_twice() {
    let client: Client = Wire::default().client();
    let said = "the parameter `policy` belongs to the request itself: leave out `.parameter(…)`";
    let error = client.authorize().parameter("policy", "other").begin().unwrap_err();
    assert_eq!(error.to_string(), said);
    let error = client.client_credentials().parameter("policy", "other").request().unwrap_err();
    assert_eq!(error.to_string(), said);
}
