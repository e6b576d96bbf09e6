//! Renewal without a refresh token: the access token is exchanged, or the token is asked for again.

use crate::prelude::*;
use provider::refresh_without_refresh_token::{Client, Signed};

const GIVEN: &str = r#"{"access_token": "a b", "expires_in": 600}"#;
const RENEWED: &str = r#"{"access_token": "c", "expires_in": 600}"#;

#[tokio::test]
async fn the_access_token_renews_itself() {
    let wire = Wire::answering([json(GIVEN), json(RENEWED), json(RENEWED), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).line(),
        "GET https://graph.acme.example/refresh?grant_type=acme_refresh_token&access_token=a+b"
    );
    assert_eq!((wire.sent(1).body(), wire.sent(1).header("authorization")), ("", None));
    assert!(token.refresh_token().is_none());
    let session = client.session(token).start();
    wire.pass(590);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).query("access_token").unwrap(), "c");
}

#[tokio::test]
async fn client_credentials_are_asked_for_again() {
    let wire = Wire::answering([json(GIVEN), json(RENEWED), json("{}")]);
    let client: Client = wire.client();
    let token = client.client_credentials().scope("read").await.unwrap();
    let session = client.session(token).start();
    wire.pass(600);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://acme.example/token");
    assert_eq!(wire.sent(1).body(), "grant_type=client_credentials&scope=read");
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer c"));
}

#[tokio::test]
async fn a_grant_of_its_own_is_asked_for_again_with_the_applications_call() {
    let wire = Wire::answering([json(GIVEN), json(RENEWED), json("{}")]);
    let client: Client = wire.client();
    let call = client.grant(Signed { subject: "u1".into() });
    let token = call.clone().await.unwrap();
    let without = client.session(token.clone()).start();
    let session = client.session(token).reacquire_with(call).start();
    wire.pass(600);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(1).body(), wire.sent(0).body());
    assert_eq!(wire.sent(1).body(), "grant_type=signed&subject=u1");
    let error = without.get("/me").await.unwrap_err();
    let advice =
        "ask for a new token with that grant, or give the session its call (`.reacquire_with(…)`)";
    assert!(error.to_string().ends_with(advice), "{error}");
}

#[tokio::test]
async fn a_refusal_needs_the_user() {
    let refused = text(400, "application/json", r#"{"error": "invalid_grant"}"#);
    let wire = Wire::answering([json(GIVEN), refused]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(600);
    let error = session.get("/me").await.unwrap_err();
    assert!(error.needs_user(), "{error}");
}
