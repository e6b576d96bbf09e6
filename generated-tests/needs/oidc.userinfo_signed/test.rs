//! The answer is verified like an ID token, and must be about the same user.

use crate::check::{key_set, rs256};
use crate::prelude::*;
use oauth_runtime::IdTokenError;
use provider::oidc_userinfo_signed::{Client, Token};

fn said(sub: &str, aud: &str) -> http::Response<Vec<u8>> {
    let claims = format!(
        r#"{{"iss": "https://acme.example", "aud": "{aud}", "sub": "{sub}", "name": "Ada"}}"#
    );
    text(200, "application/jwt", &rs256(&claims))
}

async fn signed_in(wire: &Wire, client: &Client) -> Token {
    let exp = NOW + 60;
    let id_token = rs256(&format!(
        r#"{{"iss": "https://acme.example", "aud": "id", "sub": "u", "iat": {NOW}, "exp": {exp}}}"#
    ));
    wire.answer(json(&format!(r#"{{"access_token": "a", "id_token": "{id_token}"}}"#)));
    wire.answer(json(&key_set()));
    wire.sign_in(client, "").await.unwrap()
}

#[tokio::test]
async fn it_is_verified_and_typed() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    let token = signed_in(&wire, &client).await;
    wire.answer(said("u", "id"));
    let user = client.userinfo(&token).await.unwrap();
    assert_eq!((user.subject(), user.name.as_str()), (Some("u"), "Ada"));
    assert_eq!(wire.sent(2).line(), "GET https://acme.example/userinfo");
    assert_eq!(wire.sent(2).header("authorization"), Some("Bearer a"));
    assert_eq!(wire.count(), 3);
}

#[tokio::test]
async fn another_user_another_client_and_plain_json_are_refused() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    let token = signed_in(&wire, &client).await;
    wire.answer(said("somebody else", "id"));
    let error = client.userinfo(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Subject)), "{error:?}");
    wire.answer(said("u", "another client"));
    let error = client.userinfo(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Audience { .. })), "{error:?}");
    wire.answer(json(r#"{"sub": "u", "name": "Ada"}"#));
    let error = client.userinfo(&token).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
}
