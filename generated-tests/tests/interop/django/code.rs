//! The authorization code, with PKCE and without: what counts once, and what is refused.

use super::{ALICE, by_metadata, client};
use crate::browser::signed_in;
use crate::kit;
use crate::shared::code;

#[tokio::test]
async fn code_pkce_public() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    code::pkce_public(kit, &client, ALICE).await;
}

/// The challenge is the verifier itself, where a file says so.
#[tokio::test]
async fn pkce_plain() {
    let Some(kit) = kit::django() else { return };
    let client = kit.settings("post", by_metadata(kit).discover().await.unwrap());
    let client = client.build().unwrap();
    let pending = client.authorize().scope("read").begin().unwrap();
    assert!(pending.url().contains("&code_challenge_method=plain"), "{}", pending.url());
    let told = code::exchanged_with(&client, "code_verifier", Some(&"x".repeat(50))).await;
    assert_eq!(told, (400, "invalid_grant".to_owned()));
    signed_in(&client, "read").await;
}

#[tokio::test]
async fn pkce_wrong_verifier() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let wrong = "x".repeat(50);
    for (verifier, error) in [(Some(&*wrong), "invalid_grant"), (None, "invalid_request")] {
        let told = code::exchanged_with(&client, "code_verifier", verifier).await;
        assert_eq!(told, (400, error.to_owned()), "{verifier:?}");
    }
}

#[tokio::test]
async fn pkce_required() {
    let Some(kit) = kit::django() else { return };
    code::pkce_required(&client(kit, "public_pkce").build().unwrap()).await;
}

#[tokio::test]
async fn code_replay() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let token = code::replayed(&client).await;
    // The token that the code was exchanged for before stays good.
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn redirect_uri_rules() {
    let Some(kit) = kit::django() else { return };
    code::redirect_uri_rules(|| client(kit, "public_pkce"), "invalid_request").await;
}

#[tokio::test]
async fn authorize_errors() {
    let Some(kit) = kit::django() else { return };
    let told = ("invalid_request", "invalid_scope");
    code::authorize_errors(|| client(kit, "public_pkce"), told).await;
}

#[tokio::test]
async fn access_denied() {
    let Some(kit) = kit::django() else { return };
    code::access_denied(&client(kit, "public_pkce").build().unwrap()).await;
}

#[tokio::test]
async fn token_errors() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "basic").build().unwrap();
    for grant_type in [Some("urn:example:no-such"), None] {
        let told = code::exchanged_with(&client, "grant_type", grant_type).await;
        assert_eq!(told, (400, "unsupported_grant_type".to_owned()));
    }
}
