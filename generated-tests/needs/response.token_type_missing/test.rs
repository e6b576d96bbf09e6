//! Without `token_type` a token is used as the declaration says, which by default is Bearer.

use crate::prelude::*;
use provider::response_token_type_missing::Client;

#[tokio::test]
async fn a_token_without_a_type_is_sent_as_bearer() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.token_type(), None);
    client.session(token).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/me");
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
}

#[tokio::test]
async fn a_refresh_that_leaves_it_out_keeps_what_was_said_before() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r", "token_type": "bearer"}"#),
        json(r#"{"access_token": "b"}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(client.refresh(&token).await.unwrap().token_type(), Some("bearer"));
}
