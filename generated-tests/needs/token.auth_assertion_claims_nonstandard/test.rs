//! The assertion is issued by another name than the client's id, for another audience than the endpoint.

use oauth_runtime::Key;

use crate::check::{Jwt, P256, RSA};
use crate::prelude::*;
use provider::token_auth_assertion_claims_nonstandard::{Client, ClientBuilder, Variables};

fn builder(wire: &Wire) -> ClientBuilder {
    wire.setup(Client::builder_with(Variables::new("app.example")))
}

#[tokio::test]
async fn the_claims_are_the_declared_ones() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let key = Key::pem(RSA).unwrap().with_id("key-7");
    let client = builder(&wire).client_key(key).build().unwrap();
    wire.sign_in(&client, "").await.unwrap();
    let jwt = Jwt::read(&wire.sent(0).form("client_assertion").unwrap());
    let header = serde_json::json!({
        "alg": "PS256", "typ": "client-authentication+jwt", "kid": "key-7"
    });
    assert_eq!(jwt.header, header);
    assert_eq!(jwt.claim("iss"), "app.example");
    assert_eq!(jwt.claim("sub"), "id");
    assert_eq!(jwt.claim("aud"), "https://audience.acme.example");
    assert_eq!((jwt.number("iat"), jwt.number("exp")), (NOW, NOW + 90));
    assert!(jwt.is_signed_with_rsa_pss());
    assert_eq!(wire.sent(0).form("client_id").unwrap(), "id");
    assert_eq!(wire.sent(0).form("client_secret"), None);
}

#[test]
fn a_key_of_another_kind_is_no_client() {
    let wire = Wire::default();
    let error = builder(&wire).client_key(Key::pem(P256).unwrap()).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "token-auth-assertion-claims-nonstandard wants assertions signed with PS256, and the key that \
         `.client_key(…)` got is for ES256: give one of the other kind"
    );
}
