//! The exchange does not say what kind of request it is; the renewal does.

use crate::check::names;
use crate::prelude::*;
use provider::token_grant_type_omitted::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_exchange_has_no_grant_type() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.grant(), "authorization_code");
    assert_eq!(names(wire.sent(0).body()), ["redirect_uri", "code", "code_verifier"]);
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r");
}

#[tokio::test]
async fn a_refusal_is_read_all_the_same() {
    let wire = Wire::answering([text(400, "application/json", r#"{"error": "invalid_request"}"#)]);
    let client: Client = wire.client();
    assert_eq!(
        wire.sign_in(&client, "").await.unwrap_err().to_string(),
        "token-grant-type-omitted answered HTTP 400: invalid_request"
    );
}
