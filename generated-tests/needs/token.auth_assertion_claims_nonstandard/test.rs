//! The assertion is issued by another name than the client's id, for another audience than the endpoint.

use crate::check::{Jwt, P256, RSA};
use crate::prelude::*;
use provider::token_auth_assertion_claims_nonstandard::{Client, Variables};

fn client(wire: &Wire, key: &str) -> Client {
    wire.setup(Client::builder_with(Variables::new("app.example", "key-7", key))).build().unwrap()
}

#[tokio::test]
async fn the_claims_are_the_declared_ones() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    wire.sign_in(&client(&wire, RSA), "").await.unwrap();
    let jwt = Jwt::read(&wire.sent(0).form("client_assertion").unwrap());
    assert_eq!(jwt.header, serde_json::json!({"alg": "RS256", "typ": "JWT", "kid": "key-7"}));
    assert_eq!(jwt.claim("iss"), "app.example");
    assert_eq!(jwt.claim("sub"), "id");
    assert_eq!(jwt.claim("aud"), "https://audience.acme.example");
    assert_eq!((jwt.number("iat"), jwt.number("exp")), (NOW, NOW + 90));
    assert!(jwt.is_signed_with_rsa());
    assert_eq!(wire.sent(0).form("client_id").unwrap(), "id");
    assert_eq!(wire.sent(0).form("client_secret"), None);
}

#[tokio::test]
async fn a_key_of_another_kind_signs_nothing() {
    let wire = Wire::default();
    for key in [P256, "s3cr3t"] {
        let error = wire.sign_in(&client(&wire, key), "").await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "token-auth-assertion-claims-nonstandard needs `{computed.assertion}`, which cannot be made: the key cannot be used: it must be a \
             private key of the algorithm's kind in PEM (`BEGIN PRIVATE KEY`, PKCS #8)"
        );
    }
    assert_eq!(wire.count(), 0);
}
