//! Tokens that come through the browser.

use oauth_runtime::{Authorize, Error, IdTokenError};

use super::{ALICE, SCOPE, by_metadata, client};
use crate::browser;
use crate::kit;

/// As in RFC 6749: an access token, and nothing that says whose it is.
#[tokio::test]
async fn implicit_token() {
    let Some(kit) = kit::django() else { return };
    // Its metadata does not name the way of clients without a secret.
    let builder = by_metadata(kit).discover().await.unwrap();
    let builder = kit.settings("implicit", builder);
    let builder = builder.authentication(oauth_spec::ClientAuthentication::ClientSecretPost);
    let client = builder.client_secret("none").build().unwrap();
    let pending = client.implicit().scope("read").begin().unwrap();
    let redirect = browser::callback(pending.url()).await;
    let token = client.accept_implicit(pending, &redirect).unwrap();
    assert_eq!((token.token_type(), token.refresh_token()), (Some("Bearer"), None));
    assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn implicit_id_token_token() {
    let Some(kit) = kit::django() else { return };
    let client = client(kit, "implicit").build().unwrap();
    let asked = || SCOPE.split(' ').fold(client.implicit(), Authorize::scope).begin().unwrap();
    let pending = asked();
    let redirect = browser::callback(pending.url()).await;
    let token = client.accept_implicit(pending, &redirect).unwrap();
    // Verified with the provider's keys, and tied to the access token.
    let token = client.resume(&token).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), ALICE);
    assert_eq!(client.userinfo(&token).await.unwrap().subject(), Some(ALICE));

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
