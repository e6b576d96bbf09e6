//! The issuer's metadata is fetched before the client is built; it must be the issuer's, and lead nowhere else.

use crate::prelude::*;
use oauth_runtime::Discovered;
use oauth_runtime::spec::Discovery;
use provider::endpoint_discovery_only::{Client, ClientBuilder};

/// The example of RFC 8414, 3.2.
const RFC_8414: &str = r#"{
    "issuer": "https://server.example.com",
    "authorization_endpoint": "https://server.example.com/authorize",
    "token_endpoint": "https://server.example.com/token",
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
    "token_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
    "userinfo_endpoint": "https://server.example.com/userinfo",
    "jwks_uri": "https://server.example.com/jwks.json",
    "registration_endpoint": "https://server.example.com/register",
    "scopes_supported": ["openid", "profile", "email", "address", "phone", "offline_access"],
    "response_types_supported": ["code", "code token"],
    "service_documentation": "http://server.example.com/service_documentation.html",
    "ui_locales_supported": ["en-US", "en-GB", "en-CA", "fr-FR", "fr-CA"]
}"#;

const TOKEN: &str = r#"{"access_token": "a"}"#;

fn builder(wire: &Wire) -> ClientBuilder {
    wire.setup(Client::builder())
}

fn refused(document: &str) -> String {
    let error = builder(&Wire::default()).discovered(json(document)).unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn the_metadata_names_the_endpoints() {
    let wire = Wire::answering([json(RFC_8414), json(TOKEN)]);
    let client = builder(&wire).discover().await.unwrap().build().unwrap();
    let well_known = "https://server.example.com/.well-known/oauth-authorization-server";
    assert_eq!(wire.sent(0).line(), format!("GET {well_known}"));
    assert_eq!(wire.sent(0).header("accept"), Some("application/json"));
    assert_eq!(wire.sent(0).header("authorization"), None);
    let pending = client.authorize().begin().unwrap();
    let start = "https://server.example.com/authorize?response_type=code&client_id=id&";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    wire.sign_in(&client, "&iss=https%3A%2F%2Fserver.example.com").await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://server.example.com/token");
}

#[test]
fn it_works_without_io() {
    let builder = builder(&Wire::default());
    let request = builder.discovery_request().unwrap();
    assert_eq!(request.method(), "GET");
    let client = builder.discovered(json(RFC_8414)).unwrap().build().unwrap();
    assert!(client.authorize().begin().is_ok());
}

#[test]
fn a_client_that_has_not_discovered_is_told_what_to_call() {
    let error = builder(&Wire::default()).build().unwrap_err();
    assert!(matches!(error, Error::Configuration(_)));
    assert!(error.to_string().contains("call `.discover().await?` on the builder"), "{error}");
}

#[test]
fn another_issuers_metadata_is_refused() {
    for issuer in ["https://evil.example", "https://server.example.com.evil.example", ""] {
        let text = refused(&RFC_8414.replacen("https://server.example.com", issuer, 1));
        assert!(text.contains("and `https://server.example.com` was asked"), "{text}");
    }
    // One slash makes no other of it, and then is what a callback says.
    let slash = RFC_8414.replacen("server.example.com\"", "server.example.com/\"", 1);
    let client = builder(&Wire::default()).discovered(json(&slash)).unwrap().build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let state = param(pending.url(), "state").unwrap();
    let callback = format!("code=c&state={state}&iss=https%3A%2F%2Fserver.example.com%2F");
    assert!(client.accept(pending, callback).is_ok());
}

#[test]
fn metadata_does_not_send_us_anywhere() {
    for endpoint in [
        "http://server.example.com/token",
        "https://127.0.0.1/token",
        "http://localhost/token",
        "https://169.254.169.254/latest",
        "https://[::ffff:10.0.0.1]/token",
        "https://u@server.example.com/token",
        "https://server.example.com/token#x",
        "/token",
        "javascript:alert(1)",
    ] {
        let text = refused(&RFC_8414.replace("https://server.example.com/token", endpoint));
        assert!(text.contains("`token_endpoint` of the metadata"), "{text}");
    }
    assert!(refused("[]").contains("no JSON object"));
    let error = builder(&Wire::default()).discovered(text(404, "text/html", "")).unwrap_err();
    assert!(error.to_string().contains("there is no metadata where it should be"), "{error}");
}

/// Every endpoint that it may name, and what stands in for it where certificates are shown (RFC 8705, 5).
#[test]
fn no_member_leads_inside() {
    let document: serde_json::Value = serde_json::from_str(RFC_8414).unwrap();
    for member in Discovery::endpoints() {
        let mut own = document.clone();
        own[member] = "https://10.0.0.1/x".into();
        let mut alias = document.clone();
        alias["mtls_endpoint_aliases"][member] = "https://10.0.0.1/x".into();
        for document in [own, alias] {
            let text = refused(&document.to_string());
            assert!(text.contains(&format!("`{member}` of the metadata")), "{text}");
            assert!(text.contains("is inside a network where the issuer is not"), "{text}");
        }
    }
}

#[test]
fn a_redirect_is_no_metadata() {
    let mut answer = text(302, "text/html", RFC_8414);
    answer.headers_mut().insert("location", "https://evil.example/metadata".parse().unwrap());
    let error = builder(&Wire::default()).discovered(answer).unwrap_err();
    let told = "no metadata where it should be, of `https://server.example.com` (HTTP 302";
    assert!(error.to_string().contains(told), "{error}");
}

#[test]
fn a_document_without_an_endpoint_is_not_enough() {
    let document = r#"{"issuer": "https://server.example.com",
        "authorization_endpoint": "https://server.example.com/authorize"}"#;
    let error = builder(&Wire::default()).discovered(json(document)).unwrap().build().unwrap_err();
    assert!(error.to_string().contains("token endpoint"), "{error}");
}

#[tokio::test]
async fn metadata_is_kept_for_as_long_as_it_counts() {
    let wire = Wire::answering([]);
    let answer = |cache: &str| {
        let mut answer = json(RFC_8414);
        answer.headers_mut().insert("cache-control", cache.parse().unwrap());
        answer
    };
    for (cache, seconds) in [
        ("max-age=600", 600),
        ("public, MAX-AGE=\"60\", must-revalidate", 60),
        ("no-store", 0),
        ("immutable", 86_400),
    ] {
        let discovered = builder(&wire).discovered(answer(cache)).unwrap();
        let until = discovered.metadata().unwrap().expires_at();
        let until = until.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        assert_eq!(until, NOW + seconds, "{cache}");
    }
    let discovered = builder(&wire).discovered(answer("max-age=600")).unwrap();
    let saved = discovered.metadata().unwrap().save();
    let again = || builder(&wire).with_discovered(Discovered::restore(&saved).unwrap());
    // Nothing is sent while it counts.
    again().discover().await.unwrap().build().unwrap();
    assert_eq!(wire.count(), 0);
    wire.pass(601);
    wire.answer(json(RFC_8414));
    again().discover().await.unwrap().build().unwrap();
    assert_eq!(wire.count(), 1);
    // What was changed in the store is found out all the same.
    let issuer = r#""issuer":"https://"#;
    let changed =
        saved.replace(&format!("{issuer}server.example.com"), &format!("{issuer}evil.example"));
    let changed = Discovered::restore(&changed).unwrap();
    let error = builder(&wire).with_discovered(changed).build().unwrap_err();
    assert!(error.to_string().contains("of the issuer `https://evil.example`"), "{error}");
    for broken in ["", "{}", "[]", &saved[..saved.len() / 2]] {
        let error = Discovered::restore(broken).unwrap_err();
        assert!(matches!(error, Error::Stored(_)) && !error.needs_user(), "{error}");
    }
}
