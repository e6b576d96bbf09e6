//! What is sent as the secret is a token that the client has just signed.

use crate::check::{Jwt, P256, RSA};
use crate::prelude::*;
use provider::token_auth_secret_is_jwt::{Client, Variables};

fn client(wire: &Wire, key: &str) -> Client {
    wire.setup(Client::builder_with(Variables::new("TEAM", "KEY", key))).build().unwrap()
}

#[tokio::test]
async fn the_secret_is_signed_and_short_lived() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    wire.sign_in(&client(&wire, P256), "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(sent.form("client_id").unwrap(), "id");
    assert!(!sent.body().contains("s3cr3t"));
    let jwt = Jwt::read(&sent.form("client_secret").unwrap());
    assert!(jwt.is_signed_with_p256());
    assert_eq!(jwt.header["alg"], "ES256");
    assert_eq!(jwt.header["kid"], "KEY");
    assert_eq!((jwt.claim("iss"), jwt.claim("sub")), ("TEAM", "id"));
    assert_eq!(jwt.claim("aud"), "https://acme.example");
    assert_eq!((jwt.number("iat"), jwt.number("exp")), (NOW, NOW + 300));
}

#[test]
fn a_key_of_another_kind_is_no_client() {
    let variables = Variables::new("TEAM", "KEY", RSA);
    let error = Wire::default().setup(Client::builder_with(variables)).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "{computed.assertion} is signed by `{private_key}` with ES256: the key is for RS256"
    );
}
