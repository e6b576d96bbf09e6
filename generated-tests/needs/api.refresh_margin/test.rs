//! A token is renewed half a minute before it expires: not before, and the application may say otherwise.

use crate::prelude::*;
use oauth_runtime::AgainReason;
use provider::api_refresh_margin::Client;

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r", "expires_in": 600}"#;

#[tokio::test]
async fn thirty_seconds_are_left() {
    let wire = Wire::answering([json(GIVEN), json("{}"), json(GIVEN), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(569);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/me");
    wire.pass(1);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).line(), "POST https://acme.example/token");
}

#[tokio::test]
async fn the_application_may_choose() {
    let wire = Wire::answering([json(GIVEN), json(GIVEN), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let session = client.session(token).renew_before(Duration::from_secs(120)).start();
    wire.pass(480);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://acme.example/token");
}

#[tokio::test]
async fn a_renewal_that_fails_leaves_the_old_token_for_as_long_as_it_lives() {
    let wire = Wire::answering([json(GIVEN), text(503, "text/plain", ""), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(580);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer a"));
}

#[tokio::test]
async fn a_renewal_that_is_refused_for_good_needs_the_user() {
    let refused = text(400, "application/json", r#"{"error": "invalid_grant"}"#);
    let wire = Wire::answering([json(GIVEN), refused]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(600);
    for _ in 0..2 {
        let Err(Error::AuthorizeAgain(again)) = session.get("/me").await else { panic!() };
        assert_eq!(again.reason(), AgainReason::RenewalRefused);
    }
    assert_eq!(wire.count(), 2, "the second call asks nobody");
}

#[tokio::test]
async fn a_token_that_lives_shorter_than_that_is_used_all_the_same() {
    let short = r#"{"access_token": "a", "refresh_token": "r", "expires_in": 20}"#;
    let wire = Wire::answering([json(short), json("{}"), json(short), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(14);
    session.get("/me").await.unwrap();
    assert_eq!(wire.count(), 2, "it is not renewed with each call");
    wire.pass(1);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).line(), "POST https://acme.example/token");
}
