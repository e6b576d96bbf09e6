//! The authorization code: what counts once, and what is refused.

use oauth_runtime::grants::{AuthorizationCode, OpenIdConnect};
use oauth_runtime::{Client, ClientBuilder};

use crate::browser::{self, authorized, denied, signed_in};
use crate::kit::Kit;
use crate::wire::{self, refusal};

/// A client without a secret, and who has signed in.
pub(crate) async fn pkce_public<P: AuthorizationCode + OpenIdConnect>(
    kit: &Kit,
    client: &Client<P>,
    subject: &str,
) {
    let (pending, callback) = authorized(client.authorize().scope("openid").scope("read")).await;
    assert!(pending.url().contains("&code_challenge_method=S256"), "{}", pending.url());
    let token = client.finish(pending, &callback).await.unwrap();
    assert_eq!(token.token_type(), Some("Bearer"));
    assert_eq!(token.expires_in().unwrap().as_secs(), 3600);
    assert!(token.granted_scopes().eq(["openid", "read"]));
    // Signed by another implementation, and verified with the keys that it publishes.
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!((id_token.subject(), id_token.issuer()), (subject, kit.issuer()));
}

/// What an exchange is told that has something else in its form, or nothing.
pub(crate) async fn exchanged_with<P: AuthorizationCode>(
    client: &Client<P>,
    name: &str,
    value: Option<&str>,
) -> (u16, String) {
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let exchange = client.exchange(&client.accept(pending, &callback).unwrap());
    let request = wire::with(exchange.request().unwrap(), name, value);
    refusal(exchange.read(wire::send(request).await))
}

/// An authorization without a challenge.
pub(crate) async fn pkce_required<P: AuthorizationCode>(client: &Client<P>) {
    let pending = client.authorize().scope("read").begin().unwrap();
    let url = wire::url_with(pending.url(), "code_challenge", None);
    let url = wire::url_with(&url, "code_challenge_method", None);
    let callback = browser::callback(&url).await;
    assert_eq!(wire::denial(client.accept(pending, &callback).unwrap_err()), "invalid_request");
}

/// Any port of loopback (RFC 8252, 7.3), and nobody is sent to another address. `refused` is what an exchange
/// is told that does not repeat the one that was asked for.
pub(crate) async fn redirect_uri_rules<P: AuthorizationCode>(
    builder: impl Fn() -> ClientBuilder<P>,
    refused: &str,
) {
    let elsewhere = builder().redirect_uri("http://127.0.0.1:54321/callback");
    signed_in(&elsewhere.build().unwrap(), "read").await;
    for uri in ["http://127.0.0.1:1/evil", "https://evil.example/callback"] {
        let client = builder().redirect_uri(uri).build().unwrap();
        let pending = client.authorize().scope("read").begin().unwrap();
        assert_eq!(browser::page(pending.url()).await.0, 400, "{uri}");
    }
    let client = builder().build().unwrap();
    let other = Some("http://127.0.0.1:8765/callbackx");
    let told = exchanged_with(&client, "redirect_uri", other).await;
    assert_eq!(told, (400, refused.to_owned()));
}

/// A client that is none, a scope that is none, a response type that is none: what the page and the callback say.
pub(crate) async fn authorize_errors<P: AuthorizationCode>(
    builder: impl Fn() -> ClientBuilder<P>,
    (no_client, no_scope): (&str, &str),
) {
    let nobody = builder().client_id("nobody").build().unwrap();
    let (status, page) = browser::page(nobody.authorize().begin().unwrap().url()).await;
    assert_eq!(status, 400);
    assert!(page.contains(no_client), "{page}");
    let client = builder().build().unwrap();
    let error = denied(&client, client.authorize().scope("no-such-scope")).await;
    assert_eq!(error, no_scope);
    let pending = client.authorize().scope("read").begin().unwrap();
    let url = wire::url_with(pending.url(), "response_type", Some("bogus"));
    let error = client.accept(pending, browser::callback(&url).await).unwrap_err();
    assert_eq!(wire::denial(error), "unsupported_response_type");
}

/// The code a second time; gives the token of the first.
pub(crate) async fn replayed<P: AuthorizationCode>(client: &Client<P>) -> oauth_runtime::Token<P> {
    let (pending, callback) = authorized(client.authorize().scope("read")).await;
    let authorized = client.accept(pending, &callback).unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    let error = client.exchange(&authorized).await.unwrap_err();
    assert!(error.needs_user(), "{error}");
    assert_eq!(refusal::<()>(Err(error)), (400, "invalid_grant".to_owned()));
    token
}

/// A user who says no.
pub(crate) async fn access_denied<P: AuthorizationCode>(client: &Client<P>) {
    let refusing = client.authorize().scope("read").parameter("login_hint", "deny");
    assert_eq!(denied(client, refusing).await, "access_denied");
}

/// A client that shows another secret.
pub(crate) async fn bad_client_secret<P: AuthorizationCode>(builder: ClientBuilder<P>) {
    let wrong = builder.client_secret("wrong").build().unwrap();
    let (pending, callback) = authorized(wrong.authorize().scope("read")).await;
    let error = wrong.finish(pending, &callback).await.unwrap_err();
    assert!(error.to_string().contains("check client_id, client_secret"), "{error}");
    assert_eq!(refusal::<()>(Err(error)), (401, "invalid_client".to_owned()));
}
