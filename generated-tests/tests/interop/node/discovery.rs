//! What the server says about itself, and clients that register.

use oauth_runtime::{ClientMetadata, Error, RegistrationFault};
use serde_json::json;

use super::{by_metadata, client};
use crate::browser::signed_in;
use crate::kit;
use crate::shared::{discovery, registration};
use crate::wire;

#[tokio::test]
async fn metadata() {
    let Some(kit) = kit::node() else { return };
    let builder = by_metadata(kit).discover().await.unwrap();
    let found = builder.metadata().unwrap();
    assert_eq!(found.issuer(), kit.issuer());
    for (member, endpoint) in [
        ("authorization_endpoint", "authorization"),
        ("token_endpoint", "token"),
        ("introspection_endpoint", "introspection"),
        ("revocation_endpoint", "revocation"),
        ("userinfo_endpoint", "userinfo"),
        ("jwks_uri", "jwks"),
        ("device_authorization_endpoint", "device_authorization"),
        ("registration_endpoint", "registration"),
    ] {
        assert_eq!(found.members()[member], kit.facts["endpoints"][endpoint], "{member}");
    }
    // The same, where RFC 8414 says.
    let (_, other) = wire::get(kit.fact("/metadata/1")).await;
    assert_eq!(other.as_object(), Some(found.members()));
    let client = kit.settings("basic", builder).build().unwrap();
    let token = signed_in(&client, "openid read").await;
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_metadata_of_another_issuer() {
    let Some(kit) = kit::node() else { return };
    let builder = by_metadata(kit);
    let answer = wire::send(builder.discovery_request().unwrap()).await;
    let other = kit.issuer().replace("127.0.0.1", "localhost");
    let builder = super::metadata::Client::builder_with(super::metadata::Variables::new(other));
    let error = builder.discovered(answer).unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
}

#[tokio::test]
async fn jwks() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    discovery::keys(kit, &client, (&["RS256", "ES256"], "alice")).await;
}

#[tokio::test]
async fn dynamic_registration() {
    let Some(kit) = kit::node() else { return };
    let builder = by_metadata(kit).redirect_uri("http://127.0.0.1:8765/callback");
    let builder = builder.discover().await.unwrap();
    let native = || ClientMetadata {
        client_name: Some("interop".to_owned()),
        extra: [("application_type".to_owned(), json!("native"))].into_iter().collect(),
        ..ClientMetadata::default()
    };
    let registration = builder.register(native()).await.unwrap();
    assert!(registration.client_secret.is_some());
    assert!(registration.registration_access_token.is_some());
    assert_eq!(
        registration.token_endpoint_auth_method.as_deref(),
        Some("client_secret_basic"),
        "the declared one"
    );
    let wrong = ClientMetadata { redirect_uris: vec!["x".to_owned()], ..native() };
    let error = builder.register(wrong).await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error:?}") };
    assert_eq!(error.registration_fault(), Some(RegistrationFault::InvalidRedirectUri));
    let client = builder.registered(&registration).build().unwrap();
    let token = signed_in(&client, "openid").await;
    client.refresh(&token).await.unwrap();
}

/// RFC 7592.
#[tokio::test]
async fn registration_management() {
    let Some(kit) = kit::node() else { return };
    let builder = by_metadata(kit).redirect_uri("http://127.0.0.1:8765/callback");
    let builder = builder.discover().await.unwrap();
    let native = ClientMetadata {
        extra: [("application_type".to_owned(), json!("native"))].into_iter().collect(),
        ..ClientMetadata::default()
    };
    let told = (RegistrationFault::InvalidRedirectUri, (401, "invalid_token"));
    registration::managed(&builder, native, told).await;
}

#[tokio::test]
async fn an_algorithm_that_the_metadata_denies() {
    let Some(kit) = kit::node() else { return };
    let line = "[client]\ndpop = \"ES384\"";
    discovery::another_algorithm(kit, line, "dpop_signing_alg_values_supported").await;
}
