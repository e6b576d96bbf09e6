//! A signed token asks for an access token; there is no other secret.

use crate::check::{Jwt, P256, RSA, names};
use crate::prelude::*;
use provider::token_grant_jwt_bearer::{Client, JwtBearer, Variables};

fn client(wire: &Wire, key: &str) -> Client {
    wire.setup(Client::builder_with(Variables::new(key))).build().unwrap()
}

fn grant(subject: Option<&str>) -> JwtBearer {
    JwtBearer { subject: subject.map(str::to_owned) }
}

#[tokio::test]
async fn the_assertion_says_who_asks_for_whom_and_what() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 3600}"#)]);
    let client = client(&wire, RSA);
    let token =
        client.grant(grant(Some("user@acme.example"))).scope("read").scope("write").await.unwrap();
    assert_eq!(token.grant(), "jwt_bearer");
    let sent = wire.sent(0);
    assert_eq!(names(sent.body()), ["grant_type", "assertion", "client_id"]);
    assert_eq!(sent.form("grant_type").unwrap(), "urn:ietf:params:oauth:grant-type:jwt-bearer");
    let jwt = Jwt::read(&sent.form("assertion").unwrap());
    assert!(jwt.is_signed_with_rsa());
    assert_eq!((jwt.claim("iss"), jwt.claim("sub")), ("id", "user@acme.example"));
    assert_eq!(jwt.claim("aud"), "https://acme.example/token");
    assert_eq!(jwt.claim("scope"), "read write");
    assert_eq!((jwt.number("iat"), jwt.number("exp")), (NOW, NOW + 300));
}

#[tokio::test]
async fn a_session_signs_another_one() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#)]);
    let client = client(&wire, RSA);
    let token = client.grant(grant(None)).await.unwrap();
    let session = client.session(token).reacquire_with(client.grant(grant(None))).start();
    wire.pass(60);
    wire.answer(json(r#"{"access_token": "b", "expires_in": 60}"#));
    wire.answer(json("{}"));
    session.get("/me").send().await.unwrap();
    let jwt = Jwt::read(&wire.sent(1).form("assertion").unwrap());
    assert_eq!(jwt.number("iat"), NOW + 60);
    assert_eq!((jwt.claims.get("sub"), jwt.claims.get("scope")), (None, None));
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer b"));
}

#[test]
fn a_key_of_another_kind_is_no_client() {
    let builder = Wire::default().setup(Client::builder_with(Variables::new(P256)));
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "{computed.assertion} is signed by `{private_key}` with RS256: the key is for ES256"
    );
}
