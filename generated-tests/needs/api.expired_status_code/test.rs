//! An expired token is told with 403 and a code; 403 with another code is an answer.

use crate::prelude::*;
use provider::api_expired_status_code::Client;

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_sign_renews_the_token_and_repeats_the_call() {
    for status in [401, 403] {
        let wire = Wire::answering([
            json(GIVEN),
            text(status, "application/json", r#"{"error": "token_expired"}"#),
            json(r#"{"access_token": "b"}"#),
            json(r#"{"id": 1}"#),
        ]);
        let client: Client = wire.client();
        let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
        let answer = session.post("/x?y=1").json(&[1]).await.unwrap();
        assert_eq!(answer.text(), r#"{"id": 1}"#);
        assert_eq!(wire.sent(2).body(), "grant_type=refresh_token&refresh_token=r");
        assert_eq!(wire.sent(3).line(), wire.sent(1).line());
        assert_eq!(wire.sent(3).body(), "[1]");
        assert_eq!(wire.sent(3).header("authorization"), Some("Bearer b"));
    }
}

#[tokio::test]
async fn another_refusal_is_the_applications() {
    let wire = Wire::answering([
        json(GIVEN),
        text(403, "application/json", r#"{"error": "no_permission"}"#),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let answer = session.get("/x").await.unwrap();
    assert_eq!(answer.status(), 403);
    let Err(Error::Provider(error)) = answer.error_for_status() else { panic!() };
    assert_eq!(error.code(), Some("no_permission"));
    assert_eq!(wire.count(), 2);
}

#[tokio::test]
async fn a_second_sign_is_told() {
    let expired = text(403, "application/json", r#"{"error": "token_expired"}"#);
    let renewed = json(r#"{"access_token": "b"}"#);
    let wire = Wire::answering([json(GIVEN), expired.clone(), renewed, expired]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let error = session.get("/x").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "api-expired-status-code has refused GET /x with the access token, and with the renewed one too \
         (api-expired-status-code answered HTTP 403: token_expired): this address, or a permission that the token \
         lacks, may be the cause; other calls go on"
    );
}
