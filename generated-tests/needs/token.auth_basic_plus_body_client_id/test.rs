//! The header authenticates, and the body says once more who it is.

use crate::prelude::*;
use provider::token_auth_basic_plus_body_client_id::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_id_is_in_both_and_the_secret_in_one() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.refresh(&token).await.unwrap();
    for number in [0, 1] {
        let sent = wire.sent(number);
        assert_eq!(sent.header("authorization"), Some("Basic aWQ6czNjcjN0"));
        assert_eq!(sent.form("client_id").unwrap(), "id");
        assert_eq!(sent.form("client_secret"), None);
    }
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r&client_id=id");
}

#[tokio::test]
async fn it_is_the_requests_own() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let error = client.exchange(&authorized).parameter("client_id", "other").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `client_id` belongs to the request itself: leave out `.parameter(…)`"
    );
    assert_eq!(wire.count(), 0);
}
