//! What is known of a token, its end, and who the user is.

use oauth_runtime::grants::{
    AuthorizationCode, Introspection, RefreshToken, Revocation, UserinfoEndpoint,
};
use oauth_runtime::{Authorize, Client, Error, Token};

use crate::browser::{authorized, signed_in};
use crate::kit::Kit;
use crate::wire;

/// A token with another access token.
pub(crate) fn nonsense<P: AuthorizationCode>(token: &Token<P>) -> Token<P> {
    let saved = token.save().replace(token.access_token().expose(), "nonsense");
    Token::restore(&saved).unwrap()
}

/// A token of a client whose tokens are short, asked about by one that may ask.
pub(crate) async fn introspection_expired<P: AuthorizationCode + Introspection>(
    kit: &Kit,
    short: &Client<P>,
    client: &Client<P>,
) {
    let token = signed_in(short, "read").await;
    let active = async || {
        let shown = token.access_token().expose();
        client.introspect_text(shown).await.unwrap().is_active()
    };
    assert!(active().await);
    kit.until_expired().await;
    assert!(!active().await);
}

/// With a file that says so, it is the refresh token that is revoked; the access token ends with it.
pub(crate) async fn refresh_token_revoked<P: AuthorizationCode + RefreshToken + Revocation>(
    client: &Client<P>,
) {
    let token = signed_in(client, "read").await;
    client.revoke(&token).await.unwrap();
    assert!(client.refresh(&token).await.unwrap_err().needs_user());
    let error = client.session(token).start().get("/api").send().await.unwrap_err();
    assert!(matches!(error, Error::AuthorizeAgain(_)), "{error}");
}

/// Somebody else's access token, put beside the ID token of a user.
pub(crate) async fn somebody_else<P: AuthorizationCode + UserinfoEndpoint>(
    client: &Client<P>,
    scope: &str,
) {
    let alice = signed_in(client, scope).await;
    let bob = scope.split(' ').fold(client.authorize(), Authorize::scope);
    let (pending, callback) = authorized(bob.parameter("login_hint", "bob")).await;
    let bob = client.finish(pending, &callback).await.unwrap();
    let question = client.userinfo(&alice);
    let request = wire::bearing(question.request().unwrap(), bob.access_token().expose());
    let error = question.read(wire::send(request).await).unwrap_err();
    assert!(error.to_string().contains("another user"), "{error}");
}
