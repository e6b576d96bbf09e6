//! The issuer is compared with what a claim makes of it, and a claim cannot leave its place.

use crate::check::{key_set, rs256};
use crate::prelude::*;
use oauth_runtime::IdTokenError;
use provider::oidc_issuer_templated::Client;

fn answer(tid: &str, iss: &str) -> http::Response<Vec<u8>> {
    let token = rs256(&format!(
        r#"{{"iss": "{iss}", "tid": "{tid}", "sub": "u", "aud": "id", "iat": {NOW}, "exp": {}}}"#,
        NOW + 60
    ));
    json(&format!(r#"{{"access_token": "a", "id_token": "{token}"}}"#))
}

#[tokio::test]
async fn a_tenants_token_is_from_that_tenant() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    wire.answer(answer("t1", "https://login.acme.example/t1/v2.0"));
    wire.answer(json(&key_set()));
    let token = wire.sign_in(&client, "").await.unwrap();
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!(id_token.tid, "t1");
    assert_eq!(id_token.issuer(), "https://login.acme.example/t1/v2.0");
    assert_eq!(wire.sent(1).line(), "GET https://login.acme.example/keys");
    // The keys are known now.
    wire.answer(answer("t2", "https://login.acme.example/t2/v2.0"));
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.count(), 3);
}

#[tokio::test]
async fn a_token_of_another_tenant_or_with_a_path_in_its_claim_is_refused() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    wire.answer(answer("t1", "https://login.acme.example/t2/v2.0"));
    wire.answer(json(&key_set()));
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Issuer { .. })), "{error:?}");
    for tid in ["a/b", "a?b", "a#b", ""] {
        wire.answer(answer(tid, &format!("https://login.acme.example/{tid}/v2.0")));
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(matches!(error, Error::IdToken(IdTokenError::Refused { .. })), "{error:?}");
    }
}
