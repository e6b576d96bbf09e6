//! The client's id goes under the provider's name for it, in every request.

use crate::prelude::*;
use provider::authz_client_id_renamed::Client;

#[test]
fn in_the_authorization_url() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/authorize?response_type=code&client_key=id&redirect_uri=";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(param(pending.url(), "client_id"), None);
}

#[tokio::test]
async fn in_token_requests() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(0).form("client_key").unwrap(), "id");
    assert_eq!(wire.sent(0).form("client_id"), None);
    assert_eq!(wire.sent(0).header("authorization"), None);
    assert_eq!(
        wire.sent(1).body(),
        "grant_type=refresh_token&refresh_token=r&client_key=id&client_secret=s3cr3t"
    );
}

#[test]
fn the_name_is_taken() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("client_key", "other").begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `client_key` belongs to the request itself: leave out `.parameter(…)`"
    );
}
