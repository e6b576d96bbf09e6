//! What the server says in signed tokens: who the user is, and what becomes of tokens.

use oauth_runtime::{Error, IdTokenError};

use super::{SCOPE, client, told_by_signature};
use crate::browser::signed_in;
use crate::kit;
use crate::wire;

/// The body of an answer with something else in the place of its signature.
fn forged(answer: &mut http::Response<Vec<u8>>) {
    let body = answer.body_mut();
    let end = body.len() - 8;
    body.truncate(end);
    body.extend_from_slice(b"AAAAAAAA");
}

#[tokio::test]
async fn userinfo() {
    let Some(kit) = kit::node() else { return };
    let client = told_by_signature(kit, "signed").build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    let user = client.userinfo(&token).await.unwrap();
    assert_eq!((user.subject(), user.name.as_deref()), (Some("alice"), Some("Alice Test")));
    assert_eq!(user.members()["iss"], kit.issuer());
    // Changed on its way it is nobody's word.
    let question = client.userinfo(&token);
    let mut answer = wire::send(question.request().unwrap()).await;
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/jwt"));
    forged(&mut answer);
    let error = question.read(answer).unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Signature)), "{error:?}");
}

/// RFC 9701.
#[tokio::test]
async fn introspection() {
    let Some(kit) = kit::node() else { return };
    let client = told_by_signature(kit, "signed").build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    let known = client.introspect(&token).await.unwrap();
    assert!(known.is_active());
    assert_eq!((known.client_id(), known.subject()), (Some("signed"), Some("alice")));
    client.revoke(&token).await.unwrap();
    assert!(!client.introspect(&token).await.unwrap().is_active());
    let question = client.introspect(&token);
    let mut answer = wire::send(question.request().unwrap()).await;
    let kind = answer.headers()["content-type"].to_str().unwrap();
    assert!(kind.starts_with("application/token-introspection+jwt"), "{kind}");
    forged(&mut answer);
    let error = question.read(answer).unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Signature)), "{error:?}");
}

/// A client that waits for signed answers takes no others.
#[tokio::test]
async fn what_is_not_signed_is_refused() {
    let Some(kit) = kit::node() else { return };
    let plain = client(kit, "basic").build().unwrap();
    let token = signed_in(&plain, SCOPE).await;
    let said = wire::send(plain.userinfo(&token).request().unwrap()).await;
    let strict = told_by_signature(kit, "signed").build().unwrap();
    let token = signed_in(&strict, SCOPE).await;
    assert!(strict.userinfo(&token).read(said).is_err());
}
