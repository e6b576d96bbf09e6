//! A token is deleted at an address of its own, by whoever holds it.

use crate::prelude::*;
use provider::endpoint_revocation_nonstandard::Client;

async fn revoked(token: &str, answer: http::Response<Vec<u8>>) -> (Wire, Result<(), Error>) {
    let wire = Wire::answering([json(token), answer]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let result = client.revoke(&token).await;
    (wire, result)
}

#[tokio::test]
async fn the_token_is_in_the_path_and_speaks_for_itself() {
    let token = r#"{"access_token": "a/b?c", "user_id": 7}"#;
    let (wire, result) = revoked(token, text(204, "", "")).await;
    result.unwrap();
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "DELETE https://acme.example/users/7/tokens/a%2Fb%3Fc?client_key=id");
    assert_eq!(sent.header("authorization"), Some("Bearer a/b?c"));
    assert_eq!(sent.body(), "");
}

#[tokio::test]
async fn without_the_user_nothing_is_sent() {
    let (wire, result) = revoked(r#"{"access_token": "a"}"#, json("{}")).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "the revocation address needs a value: the token answer has no `user_id`"
    );
    assert_eq!(wire.count(), 1);
}

#[tokio::test]
async fn a_token_that_leads_elsewhere_is_not_sent() {
    let (wire, result) = revoked(r#"{"access_token": "..", "user_id": 7}"#, json("{}")).await;
    let error = result.unwrap_err().to_string();
    assert!(error.ends_with("has a step in its path that leads elsewhere"), "{error}");
    assert_eq!(wire.count(), 1);
}
