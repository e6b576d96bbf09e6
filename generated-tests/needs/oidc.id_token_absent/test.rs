//! Without an ID token there is a token all the same; one that comes must hold.

use crate::check::hs256_with;
use crate::prelude::*;
use oauth_runtime::IdTokenError;
use provider::{identity, oidc_id_token_absent};

#[tokio::test]
async fn none_need_come() {
    let forged = hs256_with("another", "{}");
    let answers = [
        json(r#"{"access_token": "a"}"#),
        json(&format!(r#"{{"access_token": "a", "id_token": "{forged}"}}"#)),
    ];
    let wire = Wire::answering(answers);
    let client: oidc_id_token_absent::Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert!(token.id_token_claims().unwrap().is_none());
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Signature)), "{error:?}");
}

#[tokio::test]
async fn elsewhere_one_must_come() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: identity::Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Missing)), "{error:?}");
    assert!(error.to_string().contains("expected = false"), "{error}");
}
