//! Signing out, and being told of it.

use oauth_runtime::{Authorize, Error};

use super::client;
use crate::browser::{Browser, signed_in};
use crate::kit;
use crate::shared::logout;
use crate::wire;

/// The browser signs out; the client is told of it behind the browser's back, too.
#[tokio::test]
async fn logout() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "logout").build().unwrap();
    let browser = Browser::new();
    let asked = "openid read".split(' ').fold(client.authorize(), Authorize::scope);
    let pending = asked.begin().unwrap();
    let callback = browser.callback(pending.url()).await;
    let token = client.finish(pending, &callback).await.unwrap();
    let session = token.id_token_claims().unwrap().unwrap().members()["sid"].clone();
    let silent = || client.authorize().scope("openid").parameter("prompt", "none").begin().unwrap();
    let pending = silent();
    let callback = browser.callback(pending.url()).await;
    client.finish(pending, &callback).await.unwrap();
    logout::and_back(&browser, &client, &token).await;
    // Nobody is signed in any more.
    let pending = silent();
    let callback = browser.callback(pending.url()).await;
    assert_eq!(wire::denial(client.accept(pending, &callback).unwrap_err()), "login_required");

    let (_, told) = wire::get(kit.fact("/kit/logged_out")).await;
    let told = told["logout_token"].as_str().unwrap();
    let logout_token = client.verify_logout_token(told).await.unwrap();
    assert_eq!(logout_token.subject(), Some("alice"));
    assert_eq!(logout_token.session(), session.as_str());
    assert_eq!(logout_token.issuer(), kit.issuer());
    // What somebody else has signed, and an ID token, sign nobody out.
    let forged = format!("{}AAAAAAAA", &told[..told.len() - 8]);
    for other in [&*forged, token.id_token().unwrap().expose()] {
        let error = client.verify_logout_token(other).await.unwrap_err();
        assert!(matches!(error, Error::LogoutToken(_)), "{error:?}");
    }
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_by_a_logout() {
    let Some(kit) = kit::node() else { return };
    let (own, other) = (client(kit, "logout"), client(kit, "public_pkce"));
    let (own, other) = (own.build().unwrap(), other.build().unwrap());
    let token = signed_in(&own, "openid").await;
    logout::elsewhere(&own, &other, &token).await;
}
