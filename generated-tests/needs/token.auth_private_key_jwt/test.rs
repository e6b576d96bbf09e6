//! Who holds the private key is the client; there is no secret to send.

use crate::check::{Jwt, RSA, names};
use crate::prelude::*;
use provider::token_auth_private_key_jwt::{Client, Variables};

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

fn client(wire: &Wire) -> Client {
    let builder = Client::builder_with(Variables::new(RSA)).client_id("id");
    let builder = builder.redirect_uri("https://app.example/callback");
    builder.transport(wire.clone()).clock(wire.clone()).build().unwrap()
}

#[tokio::test]
async fn the_assertion_is_signed_and_says_what_rfc_7523_asks_for() {
    let wire = Wire::answering([json(TOKEN)]);
    wire.sign_in(&client(&wire), "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(
        names(sent.body()),
        [
            "grant_type",
            "redirect_uri",
            "code",
            "code_verifier",
            "client_assertion_type",
            "client_assertion"
        ]
    );
    assert_eq!(
        sent.form("client_assertion_type").unwrap(),
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    let jwt = Jwt::read(&sent.form("client_assertion").unwrap());
    assert!(jwt.is_signed_with_rsa());
    assert_eq!(jwt.header, serde_json::json!({"alg": "RS256", "typ": "JWT"}));
    assert_eq!((jwt.claim("iss"), jwt.claim("sub")), ("id", "id"));
    assert_eq!(jwt.claim("aud"), "https://acme.example/token");
    assert_eq!((jwt.number("iat"), jwt.number("exp")), (NOW, NOW + 300));
}

#[tokio::test]
async fn each_request_has_an_assertion_of_its_own() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client = client(&wire);
    let token = wire.sign_in(&client, "").await.unwrap();
    wire.pass(60);
    client.refresh(&token).await.unwrap();
    let [first, second] =
        [0, 1].map(|number| Jwt::read(&wire.sent(number).form("client_assertion").unwrap()));
    assert!(!first.claim("jti").is_empty());
    assert_ne!(first.claim("jti"), second.claim("jti"));
    assert_eq!(second.number("exp"), NOW + 360);
}

#[test]
fn no_key_is_no_client() {
    let error =
        Wire::default().setup(Client::builder_with(Variables::new(""))).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the variable `private_key` is a key, and it is empty: give the real one"
    );
    assert!(!format!("{:?}", Variables::new(RSA)).contains("PRIVATE"));
}
