//! The authorization code, with PKCE and without: what counts once, and what is refused.

use oauth_runtime::{CallbackError, Error};

use super::client;
use crate::browser::{self, authorized, denied, signed_in};
use crate::kit;
use crate::wire::{self, refusal};

#[tokio::test]
async fn code_pkce_public() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("openid").scope("read")).await;
    assert!(pending.url().contains("&code_challenge_method=S256"), "{}", pending.url());
    let token = client.finish(pending, &callback).await.unwrap();
    assert_eq!(token.token_type(), Some("Bearer"));
    assert_eq!(token.expires_in().unwrap().as_secs(), 3600);
    assert!(token.granted_scopes().eq(["openid", "read"]));
    // Signed by another implementation, and verified with the keys that it publishes.
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!((id_token.subject(), id_token.issuer()), ("alice", kit.issuer()));
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
        let (pending, callback) = authorized(client.authorize().scope("read")).await;
        let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
        let request = wire::with(exchange.request().unwrap(), "code_verifier", verifier);
        let answer = exchange.read(wire::send(request).await);
        assert_eq!(refusal(answer), (400, "invalid_grant".to_owned()), "{verifier:?}");
    }
}

#[tokio::test]
async fn pkce_required() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let pending = client.authorize().scope("read").begin().unwrap();
    let url = wire::url_with(pending.url(), "code_challenge", None);
    let url = wire::url_with(&url, "code_challenge_method", None);
    let callback = browser::callback(&url).await;
    assert_eq!(wire::denial(client.accept(pending, &callback).unwrap_err()), "invalid_request");
}

#[tokio::test]
async fn code_replay() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let authorized = client.accept(pending, &callback).unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    let error = client.exchange(&authorized).await.unwrap_err();
    assert!(error.needs_user(), "{error}");
    assert_eq!(refusal::<()>(Err(error)), (400, "invalid_grant".to_owned()));
    // Somebody has the code: the server ends the token that it gave for it, too.
    let error = client.session(token).start().get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

#[tokio::test]
async fn redirect_uri_rules() {
    let Some(kit) = kit::node() else { return };
    // A native application: any port of loopback (RFC 8252, 7.3).
    let elsewhere = client(kit, "public_pkce").redirect_uri("http://127.0.0.1:54321/callback");
    signed_in(&elsewhere.build().unwrap(), "read").await;
    for uri in ["http://127.0.0.1:1/evil", "https://evil.example/callback"] {
        let client = client(kit, "public_pkce").redirect_uri(uri).build().unwrap();
        let pending = client.authorize().scope("read").begin().unwrap();
        assert_eq!(browser::page(pending.url()).await.0, 400, "{uri}");
    }
    let client = client(kit, "public_pkce").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
    let other = Some("http://127.0.0.1:8765/callbackx");
    let request = wire::with(exchange.request().unwrap(), "redirect_uri", other);
    let answer = exchange.read(wire::send(request).await);
    assert_eq!(refusal(answer), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn authorize_errors() {
    let Some(kit) = kit::node() else { return };
    let nobody = client(kit, "public_pkce").client_id("nobody").build().unwrap();
    let (status, page) = browser::page(nobody.authorize().begin().unwrap().url()).await;
    assert_eq!(status, 400);
    assert!(page.contains("invalid_client"), "{page}");
    let client = client(kit, "public_pkce").build().unwrap();
    // A scope that it does not know is none, and for none there is nothing to agree to.
    let error = denied(&client, client.authorize().scope("no-such-scope")).await;
    assert_eq!(error, "access_denied");
    let pending = client.authorize().scope("read").begin().unwrap();
    let url = wire::url_with(pending.url(), "response_type", Some("bogus"));
    let error = client.accept(pending, browser::callback(&url).await).unwrap_err();
    assert_eq!(wire::denial(error), "unsupported_response_type");
}

#[tokio::test]
async fn access_denied() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let refusing = client.authorize().scope("read").parameter("login_hint", "deny");
    assert_eq!(denied(&client, refusing).await, "access_denied");
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
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
    for (grant_type, expected) in
        [(Some("urn:example:no-such"), "unsupported_grant_type"), (None, "invalid_request")]
    {
        let request = wire::with(exchange.request().unwrap(), "grant_type", grant_type);
        let answer = exchange.read(wire::send(request).await);
        assert_eq!(refusal(answer), (400, expected.to_owned()));
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
