//! What comes through the browser: tokens, and ID tokens alone.

use oauth_runtime::grants::{
    AuthorizationCode, Implicit, ImplicitIdToken, OpenIdConnect, UserinfoEndpoint,
};
use oauth_runtime::{Authorize, CallbackError, Client, Error, IdTokenError, Pending};

use crate::browser::{self, authorized};
use crate::wire;

/// A parameter of a redirect, wherever in it.
fn parameter(redirect: &str, name: &str) -> String {
    let (_, rest) = redirect.split_once(&format!("{name}=")).unwrap();
    rest.split('&').next().unwrap().to_owned()
}

/// The same redirect with something else in the place of a signature.
fn forged(redirect: &str) -> String {
    let own = parameter(redirect, "id_token");
    redirect.replace(&own, &format!("{}AAAAAAAA", &own[..own.len() - 8]))
}

/// An access token, and an ID token that says whose it is.
pub(crate) async fn id_token_token<P>(client: &Client<P>, scope: &str, subject: &str)
where
    P: Implicit + OpenIdConnect + UserinfoEndpoint,
{
    let asked = || scope.split(' ').fold(client.implicit(), Authorize::scope).begin().unwrap();
    let pending = asked();
    let redirect = browser::callback(pending.url()).await;
    let token = client.accept_implicit(pending, &redirect).unwrap();
    // Verified with the provider's keys, and tied to the access token.
    let token = client.resume(&token).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), subject);
    assert_eq!(client.userinfo(&token).await.unwrap().subject(), Some(subject));

    // Another access token beside the same ID token is refused.
    let pending = asked();
    let redirect = browser::callback(pending.url()).await;
    let other = browser::callback(asked().url()).await;
    let access_token = |redirect: &str| parameter(redirect, "access_token");
    let mixed = redirect.replace(&access_token(&redirect), &access_token(&other));
    let token = client.accept_implicit(pending, &mixed).unwrap();
    let error = client.resume(&token).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Hash { .. })), "{error:?}");
}

/// An ID token alone; gives the redirect that it came with.
pub(crate) async fn id_token<P: ImplicitIdToken>(client: &Client<P>, subject: &str) -> String {
    let begin = || client.implicit_id_token().begin().unwrap();
    let pending = begin();
    assert!(pending.url().contains("&scope=openid&"), "{}", pending.url());
    let (saved, redirect) = (pending.save(), browser::callback(pending.url()).await);
    assert!(!redirect.contains("access_token"), "{redirect}");
    let user = client.accept_id_token(pending, &*redirect).await.unwrap();
    assert_eq!(user.subject(), subject);
    assert_eq!(user.id_token().expose(), parameter(&redirect, "id_token"));
    // It counts once.
    let again = Pending::restore(&saved).unwrap();
    let error = client.accept_id_token(again, redirect).await.unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Replayed)), "{error:?}");

    // One that the server has not signed, and one of another sign-in.
    let pending = begin();
    let redirect = browser::callback(pending.url()).await;
    let error = client.accept_id_token(pending, forged(&redirect)).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Signature)), "{error:?}");
    let (pending, other) = (begin(), browser::callback(begin().url()).await);
    let redirect = browser::callback(pending.url()).await;
    let id_token = |redirect: &str| parameter(redirect, "id_token");
    let mixed = redirect.replace(&id_token(&redirect), &id_token(&other));
    let error = client.accept_id_token(pending, mixed).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
    // A user who says no.
    let refusing = client.implicit_id_token().parameter("login_hint", "deny").begin().unwrap();
    let denied = browser::callback(refusing.url()).await;
    let error = client.accept_id_token(refusing, denied).await.unwrap_err();
    assert_eq!(wire::denial(error), "access_denied");
    redirect
}

/// What comes with a code, by `response_type`.
pub(crate) async fn hybrid_of_every_kind<P: AuthorizationCode + OpenIdConnect>(
    asked: impl Fn(&str) -> (Client<P>, Authorize<P>),
    subject: &str,
) {
    for kind in ["code id_token", "code token", "code id_token token"] {
        let (client, asked) = asked(kind);
        let (pending, callback) = authorized(asked).await;
        let (_, fragment) = callback.split_once('#').unwrap();
        for (name, word) in [("&id_token=", "id_token"), ("&access_token=", " token")] {
            assert_eq!(format!("&{fragment}").contains(name), kind.contains(word), "{fragment}");
        }
        let token = client.finish(pending, &callback).await.unwrap();
        assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), subject);
    }
}

/// An ID token beside a code that is not signed by the server, and one that belongs to another code.
pub(crate) async fn hybrid_with_another_id_token<P: AuthorizationCode + OpenIdConnect>(
    asked: impl Fn(&str) -> (Client<P>, Authorize<P>),
) {
    let asked = || asked("code id_token");
    let (client, request) = asked();
    let (pending, callback) = authorized(request).await;
    let error = client.finish(pending, forged(&callback)).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Signature)), "{error:?}");
    let (client, request) = asked();
    let (pending, callback) = authorized(request).await;
    let (_, other) = authorized(asked().1).await;
    let id_token = |callback: &str| parameter(callback, "id_token");
    let mixed = callback.replace(&id_token(&callback), &id_token(&other));
    let error = client.finish(pending, &mixed).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
}
