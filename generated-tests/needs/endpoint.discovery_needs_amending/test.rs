//! The file is the truth: what it states wins, what it ignores is not there, what it contradicts is told.

use crate::prelude::*;
use provider::endpoint_discovery_needs_amending::{Client, ClientBuilder, Variables};

const METADATA: &str = r#"{
    "issuer": "https://t1.acme.example/realms/main",
    "authorization_endpoint": "https://t1.acme.example/realms/main/auth",
    "token_endpoint": "http://old.acme.example/token",
    "revocation_endpoint": "https://t1.acme.example/realms/main/revoke",
    "introspection_endpoint": "https://10.0.0.1/introspect",
    "token_endpoint_auth_methods_supported": ["client_secret_basic"],
    "code_challenge_methods_supported": ["plain", "S256"]
}"#;

fn builder(wire: &Wire) -> ClientBuilder {
    wire.setup(Client::builder_with(Variables::new("t1")))
}

#[tokio::test]
async fn what_the_file_states_wins() {
    let token = json(r#"{"access_token": "a", "refresh_token": "r"}"#);
    let wire = Wire::answering([json(METADATA), token, json("{}")]);
    let client = builder(&wire).discover().await.unwrap().build().unwrap();
    let well_known = "https://t1.acme.example/realms/main/.well-known/openid-configuration";
    assert_eq!(wire.sent(0).line(), format!("GET {well_known}"));
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://t1.acme.example/token/v2");
    assert_eq!(wire.sent(1).form("client_secret").as_deref(), Some("s3cr3t"));
    // What the file leaves out is where the document says.
    client.revoke(&token).await.unwrap();
    assert_eq!(wire.sent(2).line(), "POST https://t1.acme.example/realms/main/revoke");
}

#[test]
fn what_the_document_denies_is_told() {
    let denies = METADATA.replace(r#"["plain", "S256"]"#, r#"["plain"]"#);
    let error = builder(&Wire::default()).discovered(json(&denies)).unwrap().build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the metadata of endpoint-discovery-needs-amending does not support the code challenge method `S256` \
         that the TOML file declares (it has plain): correct `grants.authorization_code.pkce`, or add \
         `code_challenge_methods_supported` to `[discovery] ignore` if the metadata is wrong"
    );
}
