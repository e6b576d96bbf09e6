//! The authorization code, with PKCE and without: what counts once, and what is refused.

use oauth_runtime::{CallbackError, Error};

use super::client;
use crate::browser::{authorized, denied};
use crate::kit;
use crate::shared::code;
use crate::wire;

#[tokio::test]
async fn code_pkce_public() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    code::pkce_public(kit, &client, "alice").await;
}

/// This server refuses a `nonce` where `openid` is not asked for.
#[tokio::test]
async fn no_nonce_without_openid() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    assert!(!pending.url().contains("nonce="), "{}", pending.url());
    let token = client.finish(pending, &callback).await.unwrap();
    assert!(token.id_token().is_none());
    let pending = client.authorize().scope("openid").scope("read").begin().unwrap();
    assert!(pending.url().contains("&nonce="), "{}", pending.url());
}

#[tokio::test]
async fn another_user() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let bob = client.authorize().scope("openid").parameter("login_hint", "bob");
    let (pending, callback) = authorized(bob).await;
    let token = client.finish(pending, &callback).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "bob");
}

#[tokio::test]
async fn pkce_wrong_verifier() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let wrong = "x".repeat(50);
    for verifier in [Some(&*wrong), None] {
        let told = code::exchanged_with(&client, "code_verifier", verifier).await;
        assert_eq!(told, (400, "invalid_grant".to_owned()), "{verifier:?}");
    }
}

#[tokio::test]
async fn pkce_required() {
    let Some(kit) = kit::node() else { return };
    code::pkce_required(&client(kit, "public_pkce").build().unwrap()).await;
}

#[tokio::test]
async fn code_replay() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let token = code::replayed(&client).await;
    // Somebody has the code: the server ends the token that it gave for it, too.
    let error = client.session(token).start().get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

#[tokio::test]
async fn redirect_uri_rules() {
    let Some(kit) = kit::node() else { return };
    code::redirect_uri_rules(|| client(kit, "public_pkce"), "invalid_grant").await;
}

#[tokio::test]
async fn authorize_errors() {
    let Some(kit) = kit::node() else { return };
    // A scope that it does not know is none, and for none there is nothing to agree to.
    let told = ("invalid_client", "access_denied");
    code::authorize_errors(|| client(kit, "public_pkce"), told).await;
}

#[tokio::test]
async fn access_denied() {
    let Some(kit) = kit::node() else { return };
    code::access_denied(&client(kit, "public_pkce").build().unwrap()).await;
}

#[tokio::test]
async fn prompt_none() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let silent = client.authorize().scope("openid").parameter("prompt", "none");
    assert_eq!(denied(&client, silent).await, "login_required");
}

#[tokio::test]
async fn token_errors() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    for (grant_type, expected) in
        [(Some("urn:example:no-such"), "unsupported_grant_type"), (None, "invalid_request")]
    {
        let told = code::exchanged_with(&client, "grant_type", grant_type).await;
        assert_eq!(told, (400, expected.to_owned()));
    }
}

/// The callback is a form that the browser posts.
#[tokio::test]
async fn form_post() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let posted = |authorize: oauth_runtime::Authorize<_>| {
        authorized(authorize.scope("read").parameter("response_mode", "form_post"))
    };
    let (pending, form) = posted(client.authorize()).await;
    assert!(!form.starts_with("http"), "it came in the address: {form}");
    client.finish(pending, &form).await.unwrap();
    let (pending, form) = posted(client.authorize().parameter("login_hint", "deny")).await;
    let error = client.finish(pending, &form).await.unwrap_err();
    assert_eq!(wire::denial(error), "access_denied");
    let (pending, _) = posted(client.authorize()).await;
    let (_, another) = posted(client.authorize()).await;
    let error = client.finish(pending, &another).await.unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::WrongState)), "{error}");
}
