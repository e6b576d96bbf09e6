//! A nonce is sent, and an ID token without it is taken; one with another is not.

use crate::check::hs256;
use crate::prelude::*;
use oauth_runtime::IdTokenError;
use provider::oidc_nonce_not_returned::Client;

fn answer(nonce: &str) -> http::Response<Vec<u8>> {
    let token = hs256(&format!(
        r#"{{"iss": "https://acme.example", "sub": "u", "aud": "id", "iat": {NOW}, "exp": {}{nonce}}}"#,
        NOW + 60
    ));
    json(&format!(r#"{{"access_token": "a", "id_token": "{token}"}}"#))
}

#[tokio::test]
async fn none_is_taken_and_another_is_refused() {
    let wire = Wire::answering([answer(""), answer(r#", "nonce": "another""#)]);
    let client: Client = wire.client();
    assert!(param(client.authorize().begin().unwrap().url(), "nonce").is_some());
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "u");
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
}
