//! Each call proves that it knows the secret: over the token, and over its own parameters.

use crate::prelude::*;
use provider::api_signed_calls::Client;

/// The HMAC-SHA256 of the tokens `a` and `b` with the secret.
const PROOFS: [&str; 2] = [
    "ce2cdfdbde51446c52c3497e58b320e997b83939018d4cf08a6002f2c2b92f97",
    "7aa6dcbe4c71136ddc81f4c3030f5b468e2249fcb76a4f8905115a7f9c6183c4",
];

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_token_is_proved_and_the_new_one_too() {
    let wire = Wire::answering([
        json(GIVEN),
        text(401, "text/plain", ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    client.session(wire.sign_in(&client, "").await.unwrap()).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(1).query("appsecret_proof").unwrap(), PROOFS[0]);
    assert_eq!(wire.sent(3).query("appsecret_proof").unwrap(), PROOFS[1]);
    assert_eq!(wire.sent(2).query("appsecret_proof"), None, "it is for calls of the API");
}

#[tokio::test]
async fn the_parameters_are_signed_in_order() {
    let wire = Wire::answering([json(GIVEN), json("{}"), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/users").query([("b", "x y"), ("a", "1")]).await.unwrap();
    // The MD5 of `a=1b=x ys3cr3t`.
    let line = format!(
        "GET https://api.acme.example/users?b=x+y&a=1&appsecret_proof={}&sig=8d1f8d4f330b05301f8724fa1a845c6f",
        PROOFS[0]
    );
    assert_eq!(wire.sent(1).line(), line);
    session.post("/users").form([("name", "n&m")]).await.unwrap();
    // The MD5 of `name=n&ms3cr3t`.
    assert_eq!(wire.sent(2).query("sig").unwrap(), "d1743bc0cdc96d1159b6b4fe3d286b06");
    assert_eq!(wire.sent(2).body(), "name=n%26m");
}

#[test]
fn without_the_secret_no_client_is_built() {
    let wire = Wire::default();
    let error = Client::builder().client_id("id").transport(wire).build().unwrap_err();
    assert!(error.to_string().contains(".client_secret(…)"), "{error}");
}
