//! The transport shows the certificate; the request only says who the client is (RFC 8705, 2), or shows its secret beside
//! that (RFC 8705, 3).

use crate::check::names;
use crate::prelude::*;
use oauth_runtime::spec::ClientAuthentication;
use provider::token_auth_mtls::{Client, ClientBuilder};

/// After the example of RFC 8705, 5.
const METADATA: &str = r#"{
    "issuer": "https://server.example.com",
    "authorization_endpoint": "https://server.example.com/authz",
    "token_endpoint": "https://server.example.com/token",
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "tls_client_auth", "none"],
    "mtls_endpoint_aliases": {
        "token_endpoint": "https://mtls.example.com/token",
        "revocation_endpoint": "https://mtls.example.com/revo"
    }
}"#;

fn builder(wire: &Wire) -> ClientBuilder {
    let builder = Client::builder().client_id("id").redirect_uri("https://app.example/callback");
    builder.transport(wire.clone()).clock(wire.clone())
}

#[tokio::test]
async fn the_token_request_goes_to_the_alias_without_a_secret() {
    let wire = Wire::answering([json(METADATA), json(r#"{"access_token": "a"}"#)]);
    let client = builder(&wire).discover().await.unwrap().build().unwrap();
    client.client_credentials().await.unwrap();
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "POST https://mtls.example.com/token");
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(names(sent.body()), ["grant_type", "client_id"]);
    // The browser has no certificate to show.
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("https://server.example.com/authz?"), "{}", pending.url());
}

/// The certificate is for the tokens then, and the alias for whoever shows one.
#[tokio::test]
async fn a_secret_goes_beside_a_certificate() {
    let wire = Wire::answering([json(METADATA), json(r#"{"access_token": "a"}"#)]);
    let builder = builder(&wire).authentication(ClientAuthentication::ClientSecretBasic);
    let builder = builder.client_secret("secret").discover().await.unwrap();
    builder.build().unwrap().client_credentials().await.unwrap();
    let sent = wire.sent(1);
    assert_eq!(sent.line(), "POST https://mtls.example.com/token");
    assert_eq!(sent.header("authorization"), Some("Basic aWQ6c2VjcmV0"));
    assert_eq!(names(sent.body()), ["grant_type"]);
}

#[test]
fn without_an_alias_it_is_the_endpoint_itself() {
    let document = METADATA.replace("mtls_endpoint_aliases", "aliases");
    let client = builder(&Wire::default()).discovered(json(&document)).unwrap().build().unwrap();
    let request = client.client_credentials().request().unwrap();
    assert_eq!(request.uri(), "https://server.example.com/token");
}

#[test]
fn an_alias_is_checked_like_any_endpoint() {
    let document = METADATA.replace("https://mtls.example.com/token", "https://10.0.0.1/token");
    let error = builder(&Wire::default()).discovered(json(&document)).unwrap_err();
    assert!(error.to_string().contains("inside a network"), "{error}");
}

#[test]
fn a_provider_that_takes_no_certificates_is_told_apart() {
    let document = METADATA.replace(r#""client_secret_basic", "tls_client_auth", "#, "");
    let error = builder(&Wire::default()).discovered(json(&document)).unwrap().build().unwrap_err();
    assert!(error.to_string().contains("`tls_client_auth`"), "{error}");
}
