//! What is known of a token, its end, and who the user is.

use oauth_runtime::Error;

use super::{SCOPE, by_metadata, client};
use crate::browser::signed_in;
use crate::kit;
use crate::shared::tokens::{self, nonsense};
use crate::wire;

#[tokio::test]
async fn introspection() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    let known = client.introspect(&token).await.unwrap();
    assert!(known.is_active());
    assert_eq!((known.client_id(), known.subject()), (Some("basic"), Some("alice")));
    assert_eq!(known.scope(), Some(SCOPE));
    assert!(known.expires_at().is_some());
    assert!(!client.introspect(&nonsense(&token)).await.unwrap().is_active());
    // Not everybody may ask.
    let question = client.introspect(&token);
    let request = wire::unauthenticated(question.request().unwrap());
    let error = question.read(wire::send(request).await).unwrap_err();
    assert!(matches!(&error, Error::Provider(it) if it.status() == 400), "{error:?}");
}

#[tokio::test]
async fn introspection_expired() {
    let Some(kit) = kit::node() else { return };
    let (short, client) = (client(kit, "short_ttl"), client(kit, "basic"));
    let (short, client) = (short.build().unwrap(), client.build().unwrap());
    tokens::introspection_expired(kit, &short, &client).await;
}

#[tokio::test]
async fn revocation() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let token = signed_in(&client, "read").await;
    client.revoke(&token).await.unwrap();
    assert!(!client.introspect(&token).await.unwrap().is_active());
    // This server ends the whole grant, refresh token included.
    let error = client.session(token.clone()).start().get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
    // Of a token that it does not know there is nothing to end (RFC 7009, 2.2).
    client.revoke(&nonsense(&token)).await.unwrap();
}

/// With a file that says so, it is the refresh token that is revoked; the access token ends with it.
#[tokio::test]
async fn revocation_of_the_refresh_token() {
    let Some(kit) = kit::node() else { return };
    let client = kit.settings("basic", by_metadata(kit).discover().await.unwrap());
    tokens::refresh_token_revoked(&client.build().unwrap()).await;
}

#[tokio::test]
async fn userinfo() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "public_pkce").build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    let user = client.userinfo(&token).await.unwrap();
    assert_eq!((user.subject(), user.name.as_deref()), (Some("alice"), Some("Alice Test")));
    let error = client.userinfo(&nonsense(&token)).await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.code()), (401, Some("invalid_token")));
}

#[tokio::test]
async fn somebody_else_is_not_the_user() {
    let Some(kit) = kit::node() else { return };
    tokens::somebody_else(&client(kit, "public_pkce").build().unwrap(), SCOPE).await;
}
