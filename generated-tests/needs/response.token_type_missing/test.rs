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

#[tokio::test]
async fn without_a_token_it_is_no_answer_whatever_type_it_names() {
    for answer in [r#"{"expires_in": 60}"#, r#"{"token_type": "bearer"}"#, "{}"] {
        let wire = Wire::answering([json(answer)]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{answer}: {error}");
        assert!(error.to_string().contains("neither `access_token` nor `error`"), "{error}");
        assert_eq!(wire.count(), 1);
    }
}

#[tokio::test]
async fn a_type_of_null_is_none() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "token_type": null}"#), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.token_type(), None);
    client.session(token).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
}
