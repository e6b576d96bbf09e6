//! The code is exchanged with the secret, and a refresh is made without it.

use crate::prelude::*;
use provider::refresh_other_client_auth::Client;

#[tokio::test]
async fn only_the_exchange_has_the_secret() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), None);
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r&client_id=id");
}

#[tokio::test]
async fn a_refusal_says_what_to_check() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        text(401, "application/json", r#"{"error": "invalid_client"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "refresh-other-client-auth answered HTTP 401: invalid_client; check client_id, client_secret or the client's key, and \
         the way the client authenticates"
    );
}
