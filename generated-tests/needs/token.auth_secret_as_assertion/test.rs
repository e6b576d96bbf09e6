//! The secret is sent as if it were an assertion.

use crate::prelude::*;
use provider::token_auth_secret_as_assertion::Client;

#[tokio::test]
async fn the_secret_is_the_assertion() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.form("client_assertion").unwrap(), "s3cr3t");
    assert_eq!(
        sent.form("client_assertion_type").unwrap(),
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    assert_eq!(sent.form("client_id"), None);
    assert_eq!(sent.form("client_secret"), None);
    assert_eq!(sent.header("authorization"), None);
}

#[test]
fn without_a_secret_there_is_no_client() {
    let builder = Client::builder().client_id("id").transport(Wire::default());
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "there is no client secret, and token-auth-secret-as-assertion authenticates with assertion: call \
         `.client_secret(…)`"
    );
}
