//! A client without a secret sends Basic all the same, with nothing behind the colon.

use crate::prelude::*;
use provider::token_auth_basic_public_empty_password::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn a_public_client_has_an_empty_password() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let builder = Client::builder().client_id("id").redirect_uri("https://app.example/callback");
    let client = builder.transport(wire.clone()).clock(wire.clone()).build().unwrap();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.refresh(&token).await.unwrap();
    for number in [0, 1] {
        assert_eq!(wire.sent(number).header("authorization"), Some("Basic aWQ6"));
        assert_eq!(wire.sent(number).form("client_id"), None);
    }
}

#[tokio::test]
async fn a_client_with_a_secret_sends_it() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
}

#[test]
fn a_secret_that_is_empty_is_a_mistake() {
    let error = Wire::default().setup(Client::builder()).client_secret("").build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the client secret is empty: call `.client_secret(…)` with the real one, or not at all"
    );
}
