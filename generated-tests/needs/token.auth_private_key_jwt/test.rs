//! Who holds the private key is the client; there is no secret to send.

use oauth_runtime::{AssertionWanted, Key};

use crate::check::{Jwt, P256, RSA, names};
use crate::prelude::*;
use provider::token_auth_private_key_jwt::{Client, ClientBuilder};

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

fn builder(wire: &Wire) -> ClientBuilder {
    let builder = Client::builder().client_id("id").redirect_uri("https://app.example/callback");
    builder.transport(wire.clone()).clock(wire.clone())
}

fn client(wire: &Wire, key: Key) -> Client {
    builder(wire).client_key(key).build().unwrap()
}

#[tokio::test]
async fn the_assertion_is_signed_and_says_what_rfc_7523_asks_for() {
    let wire = Wire::answering([json(TOKEN)]);
    let key = Key::pem(RSA).unwrap().with_id("key-7");
    wire.sign_in(&client(&wire, key), "").await.unwrap();
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
    assert_eq!(jwt.header, serde_json::json!({"alg": "RS256", "typ": "JWT", "kid": "key-7"}));
    assert_eq!((jwt.claim("iss"), jwt.claim("sub")), ("id", "id"));
    assert_eq!(jwt.claim("aud"), "https://acme.example/token");
    assert_eq!((jwt.number("iat"), jwt.number("exp")), (NOW, NOW + 60));
}

#[tokio::test]
async fn each_request_has_an_assertion_of_its_own() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client = client(&wire, Key::pem(P256).unwrap());
    let token = wire.sign_in(&client, "").await.unwrap();
    wire.pass(60);
    client.refresh(&token).await.unwrap();
    let [first, second] =
        [0, 1].map(|number| Jwt::read(&wire.sent(number).form("client_assertion").unwrap()));
    assert_eq!(first.header, serde_json::json!({"alg": "ES256", "typ": "JWT"}));
    assert!(first.is_signed_with_p256() && second.is_signed_with_p256());
    assert!(!first.claim("jti").is_empty());
    assert_ne!(first.claim("jti"), second.claim("jti"));
    assert_eq!(second.number("exp"), NOW + 120);
}

#[tokio::test]
async fn the_key_may_be_somewhere_else() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let builder = builder(&wire).client_assertion(|wanted| {
        assert_eq!((wanted.client_id, wanted.audience), ("id", "https://acme.example/token"));
        assert_eq!((wanted.lifetime, wanted.algorithm), (Duration::from_secs(60), None));
        Ok::<_, std::io::Error>(Secret::from("made.else.where"))
    });
    wire.sign_in(&builder.build().unwrap(), "").await.unwrap();
    assert_eq!(wire.sent(0).form("client_assertion").unwrap(), "made.else.where");
}

#[tokio::test]
async fn a_key_that_cannot_be_reached_sends_nothing() {
    let wire = Wire::default();
    let out = |_: &AssertionWanted<'_>| Err::<Secret, _>("the service is down");
    let client = builder(&wire).client_assertion(out).build().unwrap();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    let told = "the application makes no assertion: the service is down; try again later";
    assert_eq!(error.to_string(), told);
    assert!(error.is_retryable());
    assert_eq!(wire.count(), 0);
}

#[test]
fn no_key_is_no_client() {
    let wire = Wire::default();
    let error = builder(&wire).build().unwrap_err();
    assert!(error.to_string().contains("call `.client_key(…)` on the builder"), "{error}");
    for (text, part) in [
        ("", "`BEGIN PRIVATE KEY` (PKCS #8)"),
        ("s3cr3t", "`BEGIN PRIVATE KEY` (PKCS #8)"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "this is none"),
    ] {
        let error = Key::pem(text).unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
    }
    let key = Key::pem(RSA).unwrap();
    assert_eq!(format!("{key:?}"), "Key { algorithm: Rs256, id: None, .. }");
}
