//! Who it is, is asked in the provider's own way, and read from deep in the answer.

use crate::prelude::*;
use provider::endpoint_userinfo_nonstandard::{Client, Token, calls};

async fn signed_in(answers: &[&str]) -> (Wire, Client, Token) {
    let wire = Wire::answering([json(r#"{"access_token": "a", "uid": "u/1"}"#)]);
    for answer in answers {
        wire.answer(json(answer));
    }
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    (wire, client, token)
}

#[tokio::test]
async fn a_question_is_posted() {
    let (wire, client, token) = signed_in(&[r#"{"data": {"viewer": {"id": "7"}}}"#]).await;
    let identity = client.call::<calls::Identity>(&token).await.unwrap();
    assert_eq!(identity.id, "7");
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "POST https://api.acme.example/graphql");
    assert_eq!(sent.body(), r#"{"query":"{ viewer { id } }"}"#);
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("authorization"), Some("Bearer a"));
}

#[tokio::test]
async fn the_address_is_made_of_the_token() {
    let (wire, client, token) = signed_in(&[r#"{"name": "Marianne"}"#]).await;
    let profile = client.call::<calls::Profile>(&token).await.unwrap();
    assert_eq!(profile.name.as_deref(), Some("Marianne"));
    assert_eq!(
        wire.sent(1).line(),
        "GET https://api.acme.example/users/u%2F1?fields=id%2Cname&access_token=a"
    );
}

#[tokio::test]
async fn an_answer_that_names_nobody_is_refused() {
    let answer = r#"{"errors": [{"message": "no"}], "data": {"viewer": null}}"#;
    let (_, client, token) = signed_in(&[answer]).await;
    let error = client.call::<calls::Identity>(&token).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert!(error.to_string().contains("the field `id` of the call `identity`"), "{error}");
}
