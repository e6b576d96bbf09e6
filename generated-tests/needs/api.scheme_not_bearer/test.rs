//! The scheme of `Authorization` is the provider's own.

use crate::prelude::*;
use oauth_runtime::AgainReason;
use provider::api_scheme_not_bearer::Client;

#[tokio::test]
async fn the_scheme_is_as_declared() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "token_type": "Bearer"}"#),
        json("{}"),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/crm").await.unwrap();
    let whole = http::Request::put("https://api.acme.example/crm").body(b"x".to_vec()).unwrap();
    session.send(whole).await.unwrap();
    for number in [1, 2] {
        assert_eq!(wire.sent(number).header("authorization"), Some("Acme-oauthtoken a"));
    }
    assert_eq!(wire.sent(2).line(), "PUT https://api.acme.example/crm");
}

#[tokio::test]
async fn a_header_of_the_applications_does_not_replace_it() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/crm").header("Authorization", "Bearer other").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Acme-oauthtoken a"));
}

#[tokio::test]
async fn a_challenge_of_that_scheme_is_a_refusal() {
    let mut challenged = text(401, "application/json", r#"{"code": "INVALID_TOKEN"}"#);
    let challenge = r#"Acme-oauthtoken realm="crm""#.parse().unwrap();
    challenged.headers_mut().insert("www-authenticate", challenge);
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), challenged]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let Err(Error::AuthorizeAgain(again)) = session.get("/crm").await else { panic!() };
    assert_eq!(again.reason(), AgainReason::Refused);
    assert_eq!(wire.count(), 2, "there is nothing to renew it with");
}

#[tokio::test]
async fn a_token_cannot_bring_a_header_of_its_own() {
    let wire = Wire::answering([json(r#"{"access_token": "a\r\nx-admin: 1"}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(error.to_string().contains("its access token holds control characters"), "{error}");
}
