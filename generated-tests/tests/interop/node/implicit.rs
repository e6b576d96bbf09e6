//! Tokens that come through the browser.

use generated_tests::node_oidc_provider_hybrid::{
    self as hybrid, NodeOidcProviderHybrid as Hybrid,
};
use oauth_runtime::{Authorize, Error, IdTokenError};

use super::{SCOPE, client};
use crate::browser::{self, authorized};
use crate::kit::{self, Kit};

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

/// Something comes with the code.
fn hybrid(kit: &Kit, kind: &str) -> (hybrid::Client, Authorize<Hybrid>) {
    let variables = hybrid::Variables::new(kit.issuer());
    let builder = kit.settings("implicit", hybrid::Client::builder_with(variables));
    let client = builder.build().unwrap();
    let kind = hybrid::AuthorizationCodeParameters { kind: kind.to_owned() };
    let asked = SCOPE.split(' ').fold(client.authorize().parameters(kind), Authorize::scope);
    (client, asked)
}

#[tokio::test]
async fn hybrid_of_every_kind() {
    let Some(kit) = kit::node() else { return };
    for kind in ["code id_token", "code token", "code id_token token"] {
        let (client, asked) = hybrid(kit, kind);
        let (pending, callback) = authorized(asked).await;
        let (_, fragment) = callback.split_once('#').unwrap();
        for (name, word) in [("&id_token=", "id_token"), ("&access_token=", " token")] {
            assert_eq!(format!("&{fragment}").contains(name), kind.contains(word), "{fragment}");
        }
        let token = client.finish(pending, &callback).await.unwrap();
        assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
    }
}

#[tokio::test]
async fn hybrid_with_another_id_token() {
    let Some(kit) = kit::node() else { return };
    let asked = || hybrid(kit, "code id_token");
    // One that is not signed by the server, and one that belongs to another code.
    let id_token = |url: &str| {
        let (_, rest) = url.split_once("id_token=").unwrap();
        rest.split('&').next().unwrap().to_owned()
    };
    let (client, request) = asked();
    let (pending, callback) = authorized(request).await;
    let own = id_token(&callback);
    let forged = format!("{}AAAAAAAA", &own[..own.len() - 8]);
    let error = client.finish(pending, callback.replace(&own, &forged)).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Signature)), "{error:?}");
    let (client, request) = asked();
    let (pending, callback) = authorized(request).await;
    let (_, other) = authorized(asked().1).await;
    let mixed = callback.replace(&id_token(&callback), &id_token(&other));
    let error = client.finish(pending, &mixed).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
}
