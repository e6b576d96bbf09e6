//! How a client shows who it is, and what it is told if it cannot.

use oauth_runtime::Key;
use oauth_spec::JwtAlgorithm;

use super::{SCOPE, client, with_key};
use crate::browser::{authorized, signed_in};
use crate::kit;
use crate::shared::code;
use crate::wire::{self, refusal};

async fn signs_in(role: &str) {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, role).build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
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

#[tokio::test]
async fn code_post() {
    signs_in("post").await;
}

#[tokio::test]
async fn code_secret_jwt() {
    signs_in("secret_jwt").await;
}

#[tokio::test]
async fn a_wrong_secret_signs_nothing() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "secret_jwt").client_secret("wrong".repeat(8)).build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let error = client.finish(pending, &callback).await;
    assert_eq!(refusal(error), (401, "invalid_client".to_owned()));
}

async fn signs_with(key: &str) {
    let Some(kit) = kit::node() else { return };
    let client = with_key(kit, "private_key_jwt", key).build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    client.refresh(&token).await.unwrap();
    // With the key of somebody else it is somebody else.
    let stranger = Key::generate(JwtAlgorithm::Es256).unwrap();
    let stranger = super::client(kit, "private_key_jwt").client_key(stranger).build().unwrap();
    let error = stranger.refresh(&token).await;
    assert_eq!(refusal(error), (401, "invalid_client".to_owned()));
}

#[tokio::test]
async fn code_private_key_jwt() {
    signs_with("pem").await;
}

#[tokio::test]
async fn private_key_jwt_es256() {
    signs_with("pem_es256").await;
}

#[tokio::test]
async fn an_assertion_counts_once() {
    let Some(kit) = kit::node() else { return };
    let client = with_key(kit, "private_key_jwt", "pem").build().unwrap();
    let token = signed_in(&client, "read").await;
    let refresh = client.refresh(&token);
    let request = refresh.request().unwrap();
    let token = refresh.read(wire::send(request.clone()).await).unwrap();
    let refresh = client.refresh(&token);
    let new = token.refresh_token().unwrap().expose();
    let request = wire::with(request, "refresh_token", Some(new));
    let answer = refresh.read(wire::send(request).await);
    assert_eq!(refusal(answer), (401, "invalid_client".to_owned()));
}

#[tokio::test]
async fn bad_client_secret() {
    let Some(kit) = kit::node() else { return };
    code::bad_client_secret(client(kit, "basic")).await;
}
