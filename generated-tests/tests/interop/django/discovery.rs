//! What the server says about itself, and clients that register.

use oauth_runtime::{ClientMetadata, Error, RegistrationFault};

use super::{ALICE, by_metadata, client};
use crate::browser::signed_in;
use crate::kit;
use crate::shared::{discovery, registration};
use crate::wire;

/// The issuer has a path: the document is beside it, not below it (RFC 8414, 3.1).
#[tokio::test]
async fn metadata() {
    let Some(kit) = kit::django() else { return };
    let builder = by_metadata(kit);
    let address = builder.discovery_request().unwrap().uri().to_string();
    assert_eq!(address, kit.fact("/metadata/1"));
    let builder = builder.discover().await.unwrap();
    let found = builder.metadata().unwrap();
    assert_eq!(found.issuer(), kit.issuer());
    for (member, endpoint) in [
        ("authorization_endpoint", "authorization"),
        ("token_endpoint", "token"),
        ("introspection_endpoint", "introspection"),
        ("revocation_endpoint", "revocation"),
        ("jwks_uri", "jwks"),
        ("registration_endpoint", "registration"),
    ] {
        assert_eq!(found.members()[member], kit.facts["endpoints"][endpoint], "{member}");
    }
    // OpenID Connect has a document of its own, which says the same.
    let (_, other) = wire::get(kit.fact("/metadata/0")).await;
    for member in ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"] {
        assert_eq!(other[member], found.members()[member], "{member}");
    }
    let client = kit.settings("post", builder).build().unwrap();
    let token = signed_in(&client, "openid read").await;
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), ALICE);
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

/// What the metadata denies cannot be used: nobody without a secret is registered here.
#[tokio::test]
async fn a_way_to_authenticate_that_the_metadata_denies() {
    let Some(kit) = kit::django() else { return };
    let builder = by_metadata(kit).discover().await.unwrap();
    let error = kit.settings("public_pkce", builder).build().unwrap_err();
    assert!(error.to_string().contains("none"), "{error}");
}

#[tokio::test]
async fn jwks() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    discovery::keys(kit, &client, (&["RS256"], ALICE)).await;
}

#[tokio::test]
async fn dynamic_registration() {
    let Some(kit) = kit::django() else { return };
    let builder = by_metadata(kit).redirect_uri("http://127.0.0.1:8765/callback");
    let builder = builder.discover().await.unwrap();
    let own = || ClientMetadata {
        client_name: Some("interop".to_owned()),
        grant_types: vec!["authorization_code".to_owned(), "refresh_token".to_owned()],
        response_types: vec!["code".to_owned()],
        ..ClientMetadata::default()
    };
    let registration = builder.register(own()).await.unwrap();
    assert!(registration.client_secret.is_some());
    let wrong = ClientMetadata { redirect_uris: vec!["x".to_owned()], ..own() };
    let error = builder.register(wrong).await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error:?}") };
    assert_eq!(error.registration_fault(), Some(RegistrationFault::InvalidClientMetadata));
    let client = builder.registered(&registration).build().unwrap();
    let token = signed_in(&client, "read").await;
    client.refresh(&token).await.unwrap();
}

/// RFC 7592.
#[tokio::test]
async fn registration_management() {
    let Some(kit) = kit::django() else { return };
    let builder = by_metadata(kit).redirect_uri("http://127.0.0.1:8765/callback");
    let builder = builder.discover().await.unwrap();
    let own = ClientMetadata {
        grant_types: vec!["authorization_code".to_owned(), "refresh_token".to_owned()],
        response_types: vec!["code".to_owned()],
        ..ClientMetadata::default()
    };
    let told = (RegistrationFault::InvalidClientMetadata, (401, "invalid_token"));
    registration::managed(&builder, own, told).await;
}

#[tokio::test]
async fn an_algorithm_that_the_metadata_denies() {
    let Some(kit) = kit::django() else { return };
    let line = "[id_token]\nalgorithms = [\"ES256\"]";
    discovery::another_algorithm(kit, line, "id_token_signing_alg_values_supported").await;
}
