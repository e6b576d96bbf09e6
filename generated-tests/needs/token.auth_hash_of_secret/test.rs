//! A digest shows that the client knows the secret, which is never sent.

use crate::prelude::*;
use provider::token_auth_hash_of_secret::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_digest_is_of_the_secret_and_the_code() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    // SHA-256 of `s3cr3t|c0de`.
    assert_eq!(
        wire.sent(0).form("hash").unwrap(),
        "aad0e534c51704157fcd4693900f4edba2d3535251d9c7a612d89602cafac6f6"
    );
    assert_eq!(wire.sent(0).header("authorization"), None);
    assert!(!wire.sent(0).body().contains("s3cr3t"));
    client.refresh(&token).await.unwrap();
    // SHA-256 of `s3cr3t|r`.
    assert_eq!(
        wire.sent(1).body(),
        "grant_type=refresh_token&refresh_token=r&\
         hash=af5be80818142ad86be4ca408d9a2049b6af90f97ca1457129376cc82df48aad&client_id=id"
    );
}

#[tokio::test]
async fn without_a_secret_there_is_no_digest() {
    let wire = Wire::default();
    let builder = Client::builder().client_id("id").redirect_uri("https://app.example/callback");
    let client = builder.transport(wire.clone()).clock(wire.clone()).build().unwrap();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "token-auth-hash-of-secret needs `{computed.code_hash}`, which cannot be made: there is no \
         {client_secret}, or it is empty: call `.client_secret(…)` on the builder"
    );
    assert_eq!(wire.count(), 0);
}
