//! RFC 8414, OAuth 2.0 Authorization Server Metadata.

use generated_tests::endpoint_discovery_only as only;
use oauth_runtime::Error;

use super::*;
use crate::wire::json;

/// 3.2's document, as far as this declaration reads it.
const DOCUMENT: &str = r#"{
       "issuer": "ISSUER",
       "authorization_endpoint": "ISSUER/authorize",
       "token_endpoint": "ISSUER/token",
       "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
       "token_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
       "userinfo_endpoint": "ISSUER/userinfo",
       "jwks_uri": "ISSUER/jwks.json",
       "registration_endpoint": "ISSUER/register",
       "scopes_supported": ["openid", "profile", "email", "address", "phone", "offline_access"],
       "response_types_supported": ["code", "code token"],
       "service_documentation": "ISSUER/service_documentation.html",
       "ui_locales_supported": ["en-US", "en-GB", "en-CA", "fr-FR", "fr-CA"]
      }"#;

fn issuer() -> String {
    only::SPEC.endpoints.issuer.unwrap().to_string()
}

#[test]
fn section_3_2_the_document() {
    let wire = Wire::answering([]);
    let found = wire.setup(only::Client::builder());
    let found = found.discovered(json(&DOCUMENT.replace("ISSUER", &issuer()))).unwrap();
    let client = found.build().unwrap();
    let url = client.authorize().begin().unwrap().url().to_owned();
    assert!(url.starts_with(&format!("{}/authorize?", issuer())), "{url}");
}

#[test]
fn section_3_3_a_document_of_another_issuer_is_not_believed() {
    let wire = Wire::answering([]);
    let mixed_up = DOCUMENT.replace("ISSUER", "https://attacker.example");
    let error = match wire.setup(only::Client::builder()).discovered(json(&mixed_up)) {
        Err(error) => error,
        Ok(builder) => builder.build().unwrap_err(),
    };
    assert!(error.to_string().contains("https://attacker.example"), "{error}");
    assert!(matches!(error, Error::Configuration(_) | Error::Unreadable(_)), "{error:?}");
}
