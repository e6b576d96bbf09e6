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

/// A client that signs everything, and waits for what is signed.
const SIGNING: &str = r#"
    schema = 1
    [provider]
    name = "signing"
    [client]
    authentication = "client_secret_jwt"
    dpop = "ES256"
    [endpoints]
    issuer = "https://op.example"
    [discovery]
    IGNORE
    [grants.authorization_code]
    response_mode = "jwt"
    response_algorithms = ["PS256"]
    request_object = { algorithm = "HS512", key = "client_secret" }
    authorization_request = { parameters = { nonce = "{nonce}" } }
    [id_token]
    algorithms = ["RS256", "EdDSA"]
    [userinfo]
    signed = ["ES384"]
    [introspection]
    signed = ["RS512"]
"#;

/// 2: what is said to be supported, and RFC 9449, 5.1; RFC 9701, 7; JARM, 3.
#[test]
fn section_2_what_is_signed_otherwise_is_told() {
    use oauth_runtime::{AnyProvider, Client as Untyped};

    let built = |ignore: &str, lists: &[(&str, &str)]| {
        let file = SIGNING.replace("IGNORE", ignore);
        let spec = compiled(&file);
        let mut document = serde_json::json!({
            "issuer": "https://op.example",
            "authorization_endpoint": "https://op.example/authorize",
            "token_endpoint": "https://op.example/token",
            "introspection_endpoint": "https://op.example/introspect",
            "userinfo_endpoint": "https://op.example/userinfo",
            "jwks_uri": "https://op.example/keys",
        });
        for (member, algorithms) in lists {
            document[*member] = algorithms.split(' ').collect();
        }
        let wire = Wire::answering([]);
        let builder = wire.setup(Untyped::<AnyProvider>::builder_for(spec));
        builder.discovered(json(&document.to_string())).unwrap().build()
    };
    let rows = [
        ("token_endpoint_auth_signing_alg_values_supported", "HS256", "client.assertion.algorithm"),
        ("dpop_signing_alg_values_supported", "ES256", "client.dpop"),
        ("request_object_signing_alg_values_supported", "HS512", "request_object"),
        ("authorization_signing_alg_values_supported", "PS256", "response_algorithms"),
        ("id_token_signing_alg_values_supported", "Ed25519", "id_token.algorithms"),
        ("userinfo_signing_alg_values_supported", "ES384", "userinfo.signed"),
        ("introspection_signing_alg_values_supported", "RS512", "introspection.signed"),
    ];
    built("", &rows.map(|(member, own, _)| (member, own))).unwrap();
    // Nothing is demanded of a document that does not say it.
    built("", &[]).unwrap();
    for (member, _, key) in rows {
        let error = built("", &[(member, "PS384 ES512")]).unwrap_err().to_string();
        assert!(error.contains("(it has PS384, ES512)"), "{error}");
        assert!(error.contains(key) && error.contains(member), "{error}");
        built(&format!("ignore = [\"{member}\"]"), &[(member, "PS384")]).unwrap();
    }
    let error = built("", &[rows[1]].map(|(member, ..)| (member, "RS256"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "signing takes no proof that is signed with ES256, says its metadata (it has RS256): correct \
         `client.dpop`, or add `dpop_signing_alg_values_supported` to `[discovery] ignore` if the metadata is wrong"
    );
}
