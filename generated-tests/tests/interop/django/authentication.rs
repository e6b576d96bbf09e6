//! How a client shows who it is, and what it is told if it cannot.

use super::{ALICE, SCOPE, by_metadata, client};
use crate::browser::{authorized, signed_in};
use crate::kit;
use crate::shared::code;

async fn signs_in(role: &str) {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, role).build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), ALICE);
    client.refresh(&token).await.unwrap();
}

#[tokio::test]
async fn code_basic() {
    signs_in("basic").await;
}

/// An id and a secret that must be written as in a form before they go into the header (RFC 6749, 2.3.1).
#[tokio::test]
async fn code_basic_odd() {
    signs_in("basic_odd").await;
}

/// This client's ID tokens are signed with its secret.
#[tokio::test]
async fn code_post() {
    let Some(kit) = kit::django() else { return };
    let client = kit.settings("post", by_metadata(kit).discover().await.unwrap());
    let client = client.build().unwrap();
    let token = signed_in(&client, "openid read").await;
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), ALICE);
    client.refresh(&token).await.unwrap();
}

/// A client that takes one algorithm does not take the other.
#[tokio::test]
async fn an_id_token_that_is_signed_otherwise() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "post").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("openid")).await;
    let error = client.finish(pending, &callback).await.unwrap_err();
    assert!(matches!(error, oauth_runtime::Error::IdToken(_)), "{error}");
}

#[tokio::test]
async fn bad_client_secret() {
    let Some(kit) = kit::django() else { return };
    code::bad_client_secret(client(kit, "basic")).await;
}
