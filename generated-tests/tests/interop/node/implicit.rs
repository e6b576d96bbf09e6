//! Tokens that come through the browser.

use oauth_runtime::{Authorize, Error, IdTokenError};

use super::{SCOPE, client};
use crate::browser;
use crate::kit;

#[tokio::test]
async fn implicit_id_token_token() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "implicit").build().unwrap();
    let asked = || SCOPE.split(' ').fold(client.implicit(), Authorize::scope).begin().unwrap();
    let pending = asked();
    let redirect = browser::callback(pending.url()).await;
    let token = client.accept_implicit(pending, &redirect).unwrap();
    // Verified with the provider's keys, and tied to the access token.
    let token = client.resume(&token).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
    assert_eq!(client.userinfo(&token).await.unwrap().subject(), Some("alice"));

    // Another access token beside the same ID token is refused.
    let pending = asked();
    let redirect = browser::callback(pending.url()).await;
    let other = browser::callback(asked().url()).await;
    let access_token = |url: &str| {
        let (_, rest) = url.split_once("access_token=").unwrap();
        rest.split('&').next().unwrap().to_owned()
    };
    let mixed = redirect.replace(&access_token(&redirect), &access_token(&other));
    let token = client.accept_implicit(pending, &mixed).unwrap();
    let error = client.resume(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Hash { .. })), "{error:?}");
}
