//! A token is asked about with the client's credentials, and the answer is typed (RFC 7662).

use std::time::SystemTime;

use crate::prelude::*;
use provider::endpoint_introspection::Client;

#[tokio::test]
async fn the_token_is_asked_about() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a+b"}"#),
        json(
            r#"{"active": true, "exp": 1700003600, "scope": "read", "client_id": "id", "sub": "u", "x": 1}"#,
        ),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let known = client.introspect(&token).await.unwrap();
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "POST https://acme.example/introspect");
    assert_eq!(sent.body(), "token=a%2Bb");
    assert_eq!(sent.header("authorization"), Some("Basic aWQ6czNjcjN0"));
    assert!(known.is_active());
    assert_eq!(known.expires_at(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(NOW + 3600)));
    assert_eq!((known.scope(), known.subject()), (Some("read"), Some("u")));
    assert_eq!(known.members()["x"], 1);
}

#[tokio::test]
async fn a_token_that_is_not_active_is_no_error() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json(r#"{"active": false}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert!(!client.introspect(&token).await.unwrap().is_active());
}

#[tokio::test]
async fn a_client_that_may_not_ask_is_told() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a"}"#),
        text(401, "application/json", r#"{"error": "invalid_client"}"#),
        text(200, "text/html", "<p>maintenance</p>"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.introspect(&token).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "endpoint-introspection answered HTTP 401: invalid_client; check client_id, client_secret or the client's key, and \
         the way the client authenticates"
    );
    let error = client.introspect(&token).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("something else than a JSON object"), "{error}");
}

#[tokio::test]
async fn a_signed_answer_that_is_not_declared_is_told() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a"}"#),
        text(200, "application/token-introspection+jwt", "aGVhZGVy.Y2xhaW1z.c2lnbmF0dXJl"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.introspect(&token).await.unwrap_err();
    assert!(error.to_string().contains("declare `signed` in `[introspection]`"), "{error}");
}
