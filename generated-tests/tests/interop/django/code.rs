//! The authorization code, with PKCE and without: what counts once, and what is refused.

use super::{ALICE, by_metadata, client};
use crate::browser::{self, authorized, denied, signed_in};
use crate::kit;
use crate::wire::{self, refusal};

#[tokio::test]
async fn code_pkce_public() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("openid").scope("read")).await;
    assert!(pending.url().contains("&code_challenge_method=S256"), "{}", pending.url());
    let token = client.finish(pending, &callback).await.unwrap();
    assert_eq!(token.token_type(), Some("Bearer"));
    assert_eq!(token.expires_in().unwrap().as_secs(), 3600);
    assert!(token.granted_scopes().eq(["openid", "read"]));
    // Signed by another implementation, and verified with the keys that it publishes.
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!((id_token.subject(), id_token.issuer()), (ALICE, kit.issuer()));
}

/// The challenge is the verifier itself, where a file says so.
#[tokio::test]
async fn pkce_plain() {
    let Some(kit) = kit::django() else { return };
    let client = kit.settings("post", by_metadata(kit).discover().await.unwrap());
    let client = client.build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    assert!(pending.url().contains("&code_challenge_method=plain"), "{}", pending.url());
    let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
    let wrong = "x".repeat(50);
    let request = wire::with(exchange.request().unwrap(), "code_verifier", Some(&wrong));
    let answer = exchange.read(wire::send(request).await);
    assert_eq!(refusal(answer), (400, "invalid_grant".to_owned()));
    signed_in(&client, "read").await;
}

#[tokio::test]
async fn pkce_wrong_verifier() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let wrong = "x".repeat(50);
    for (verifier, code) in [(Some(&*wrong), "invalid_grant"), (None, "invalid_request")] {
        let (pending, callback) = authorized(client.authorize().scope("read")).await;
        let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
        let request = wire::with(exchange.request().unwrap(), "code_verifier", verifier);
        let answer = exchange.read(wire::send(request).await);
        assert_eq!(refusal(answer), (400, code.to_owned()), "{verifier:?}");
    }
}

#[tokio::test]
async fn pkce_required() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let pending = client.authorize().scope("read").begin().unwrap();
    let url = wire::url_with(pending.url(), "code_challenge", None);
    let url = wire::url_with(&url, "code_challenge_method", None);
    let callback = browser::callback(&url).await;
    assert_eq!(wire::denial(client.accept(pending, &callback).unwrap_err()), "invalid_request");
}

#[tokio::test]
async fn code_replay() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let authorized = client.accept(pending, &callback).unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    let error = client.exchange(&authorized).await.unwrap_err();
    assert!(error.needs_user(), "{error}");
    assert_eq!(refusal::<()>(Err(error)), (400, "invalid_grant".to_owned()));
    // The token that the code was exchanged for before stays good.
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn redirect_uri_rules() {
    let Some(kit) = kit::django() else { return };
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
    assert_eq!(refusal(answer), (400, "invalid_request".to_owned()));
}

#[tokio::test]
async fn authorize_errors() {
    let Some(kit) = kit::django() else { return };
    let nobody = client(kit, "public_pkce").client_id("nobody").build().unwrap();
    let (status, page) = browser::page(nobody.authorize().begin().unwrap().url()).await;
    assert_eq!(status, 400);
    assert!(page.contains("invalid_request"), "{page}");
    let client = client(kit, "public_pkce").build().unwrap();
    let error = denied(&client, client.authorize().scope("no-such-scope")).await;
    assert_eq!(error, "invalid_scope");
    let pending = client.authorize().scope("read").begin().unwrap();
    let url = wire::url_with(pending.url(), "response_type", Some("bogus"));
    let error = client.accept(pending, browser::callback(&url).await).unwrap_err();
    assert_eq!(wire::denial(error), "unsupported_response_type");
}

#[tokio::test]
async fn access_denied() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let refusing = client.authorize().scope("read").parameter("login_hint", "deny");
    assert_eq!(denied(&client, refusing).await, "access_denied");
}

#[tokio::test]
async fn token_errors() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "basic").build().unwrap();
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
    for grant_type in [Some("urn:example:no-such"), None] {
        let request = wire::with(exchange.request().unwrap(), "grant_type", grant_type);
        let answer = exchange.read(wire::send(request).await);
        assert_eq!(refusal(answer), (400, "unsupported_grant_type".to_owned()));
    }
}
