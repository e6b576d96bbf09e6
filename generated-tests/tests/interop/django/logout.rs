//! Signing out.

use oauth_runtime::Error;

use super::client;
use crate::browser::{Browser, signed_in};
use crate::kit;
use crate::shared::logout;

/// All tokens of a user end with a logout: it is one whom no other test knows.
#[tokio::test]
async fn logout() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "logout").build().unwrap();
    let browser = Browser::new();
    let asked = client.authorize().scope("openid").scope("read").parameter("login_hint", "carol");
    let pending = asked.begin().unwrap();
    let callback = browser.callback(pending.url()).await;
    let token = client.finish(pending, &callback).await.unwrap();
    logout::and_back(&browser, &client, &token).await;
    let error = client.session(token).start().get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_by_a_logout() {
    let Some(kit) = kit::django() else { return };
    let (own, other) = (client(kit, "logout"), client(kit, "public_pkce"));
    let (own, other) = (own.build().unwrap(), other.build().unwrap());
    let token = signed_in(&own, "openid").await;
    logout::elsewhere(&own, &other, &token).await;
}
