//! An assertion that somebody else has signed asks for a token.

use crate::prelude::*;
use provider::token_grant_saml2_bearer::{Client, SamlBearer};

fn grant() -> SamlBearer {
    SamlBearer { assertion: Secret::from("PHNhbWw+") }
}

#[tokio::test]
async fn the_assertion_is_a_parameter() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let token = client.grant(grant()).scope("read").await.unwrap();
    assert_eq!(token.grant(), "saml_bearer");
    assert_eq!(
        wire.sent(0).body(),
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&assertion=PHNhbWw%2B&scope=read"
    );
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
}

#[tokio::test]
async fn the_assertion_is_a_secret_and_stays_one() {
    assert!(!format!("{:?}", grant()).contains("PHN"));
    let answer = r#"{"error": "invalid_grant", "error_description": "expired"}"#;
    let wire = Wire::answering([text(400, "application/json", answer)]);
    let client: Client = wire.client();
    let error = client.grant(grant()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("token-grant-saml2-bearer answered HTTP 400: invalid_grant: expired; "),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("PHN"));
}
