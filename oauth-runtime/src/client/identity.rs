//! What a client of OpenID Connect does with a token: who the user is.

use super::Client;
use crate::call::{self, AskedCall};
use crate::fields::Fields;
use crate::grants::{OpenIdConnect, UserinfoEndpoint};
use crate::identity::{IdToken, Userinfo, VerifyIdToken};
use crate::provider::Provider;
use crate::secret::Secret;
use crate::token::Token;

impl<P: Provider> Client<P> {
    /// Verifies the ID token of a token once more (OpenID Connect Core, 3.1.3.7): its signature, with the
    /// provider's keys as they are now, its issuer, its audience, its times.
    ///
    /// Those of [`Client::finish`](crate::Client::finish) and
    /// [`Client::exchange`](crate::Client::exchange) are verified already: see
    /// [`Token::id_token_claims`]. This is for one that was stored, or that came in the implicit flow. One that somebody
    /// has sent is for [`Client::verify_id_token_text`].
    ///
    /// `C` is what the provider's file declares: a return type that named it by its trait would make another error
    /// of a provider without it.
    pub fn verify_id_token<C: Fields>(&self, token: &Token<P>) -> AskedCall<IdToken<C>>
    where
        P: OpenIdConnect<Claims = C>,
    {
        call::verify_id_token(self.core(), token.data().clone())
    }

    /// Verifies an ID token that somebody has sent to this application (OpenID Connect Core, 3.1.3.7), such as a
    /// single-page application that has signed its user in: signature, issuer, audience, times, and what else the
    /// provider's file says. It must be for this client, or for the one that [`VerifyIdToken::audience`] says.
    ///
    /// It says who the user is, and nothing about who has sent it: what the API of an application takes is access
    /// tokens. Take it over the sender's own TLS connection, once, to begin a session; with a
    /// [`VerifyIdToken::nonce`] that was made for this sign-in, nobody else's can be sent again.
    ///
    /// The provider's keys are asked for if they are not known; of a flood of forged tokens one asks, once a minute.
    ///
    /// ```
    /// # use oauth_runtime::{Client, Error, Fields, Provider, grants::OpenIdConnect};
    /// # async fn sign_in<P: Provider + OpenIdConnect<Claims = C>, C: Fields + 'static>(
    /// #     client: &Client<P>, text: &str,
    /// # ) -> Result<String, Error> {
    /// let user = client.verify_id_token_text(text).audience("client-id-of-the-page").await?; // else: 401
    /// Ok(format!("{} {}", user.issuer(), user.subject()))
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::PassedOnIdToken`](crate::Error::PassedOnIdToken) says what is wrong with it: whoever has sent it is not
    /// signed in ([`Remedy::Refuse`](crate::Remedy::Refuse), a 401), and may come with a new one. Others if nothing can
    /// be verified with these settings, or the keys cannot be had.
    pub fn verify_id_token_text<C: Fields>(&self, token: impl Into<Secret>) -> VerifyIdToken<C>
    where
        P: OpenIdConnect<Claims = C>,
    {
        VerifyIdToken::new(self.core(), token.into())
    }

    /// What the provider says about the user (OpenID Connect Core, 5.3). It is refused if it is about
    /// another user than the ID token, or not what the provider's file says of it.
    pub fn userinfo<C: Fields>(&self, token: &Token<P>) -> AskedCall<Userinfo<C>>
    where
        P: UserinfoEndpoint<Userinfo = C>,
    {
        call::userinfo(self.core(), token.data().clone())
    }
}
