//! The secret is the user, and there is no password.

use crate::prelude::*;
use provider::token_auth_basic_secret_as_username::Client;

#[tokio::test]
async fn the_secret_stands_before_the_colon() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    // s3cr3t:
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic czNjcjN0Og=="));
    assert_eq!(wire.sent(0).form("client_id"), None);
    assert_eq!(wire.sent(0).form("client_secret"), None);
}

#[test]
fn without_a_secret_there_is_no_client() {
    let builder = Client::builder().client_id("id").transport(Wire::default());
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "there is no client secret, and token-auth-basic-secret-as-username authenticates with secret: call \
         `.client_secret(…)`"
    );
}
