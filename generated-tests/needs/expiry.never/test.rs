//! Tokens never expire, whatever an answer says.

use crate::prelude::*;
use provider::expiry_never::Client;

#[tokio::test]
async fn a_token_lives_for_ever() {
    for answer in [r#"{"access_token": "a"}"#, r#"{"access_token": "a", "expires_in": 5}"#] {
        let wire = Wire::answering([json(answer), json("{}")]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_at(), None, "{answer}");
        let session = client.session(token).start();
        wire.pass(10 * 365 * 86_400);
        session.get("/me").await.unwrap();
        assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
    }
}

#[tokio::test]
async fn one_that_is_refused_needs_the_user() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), text(401, "text/plain", "")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let error = session.get("/me").await.unwrap_err();
    assert!(error.needs_user());
    assert_eq!(
        error.to_string(),
        "expiry-never has refused the access token, which cannot be renewed: the user must authorize again"
    );
}
