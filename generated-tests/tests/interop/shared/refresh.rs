//! Renewing: new tokens for old ones, and old ones that are refused.

use oauth_runtime::grants::{AuthorizationCode, OpenIdConnect, RefreshToken};
use oauth_runtime::{Client, Token};

use crate::browser::signed_in;
use crate::wire::refusal;

/// New tokens, and nothing for nonsense.
pub(crate) async fn token<P: AuthorizationCode + OpenIdConnect + RefreshToken>(
    client: &Client<P>,
    scope: &str,
    subject: &str,
) {
    let token = signed_in(client, scope).await;
    let new = client.refresh(&token).await.unwrap();
    assert_ne!(token.access_token(), new.access_token());
    // The ID token that comes is verified, and about the same user.
    assert_eq!(new.id_token_claims().unwrap().unwrap().subject(), subject);
    let old = token.refresh_token().unwrap().expose();
    let nonsense = Token::restore(&token.save().replace(old, "nonsense")).unwrap();
    let error = client.refresh(&nonsense).await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
}

/// Another refresh token each time.
pub(crate) async fn rotation<P: AuthorizationCode + RefreshToken>(client: &Client<P>) {
    let mut token = signed_in(client, "read").await;
    for _ in 0..3 {
        let new = client.refresh(&token).await.unwrap();
        assert_ne!(token.refresh_token(), new.refresh_token());
        token = new;
    }
}

/// Somebody has the old one: the whole family is revoked.
pub(crate) async fn reuse<P: AuthorizationCode + RefreshToken>(client: &Client<P>) {
    let first = signed_in(client, "read").await;
    let second = client.refresh(&first).await.unwrap();
    for token in [&first, &second] {
        let error = client.refresh(token).await.unwrap_err();
        assert!(error.needs_user(), "{error}");
        assert_eq!(refusal::<()>(Err(error)), (400, "invalid_grant".to_owned()));
    }
}

/// Fewer scopes are granted, more are not.
pub(crate) async fn scope<P: AuthorizationCode + RefreshToken>(client: &Client<P>) {
    let token = signed_in(client, "openid read write").await;
    let narrow = client.refresh(&token).scope("read").await.unwrap();
    assert_eq!(narrow.scope(), Some("read"));
    let wide = client.refresh(&narrow).scope("read").scope("no-such-scope").await;
    assert_eq!(refusal(wide), (400, "invalid_scope".to_owned()));
}
