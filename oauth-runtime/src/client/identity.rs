//! What a client of OpenID Connect does with a token: who the user is.

use super::Client;
use crate::call::{self, AskedCall};
use crate::grants::{OpenIdConnect, UserinfoEndpoint};
use crate::identity::{IdToken, Userinfo};
use crate::provider::Provider;
use crate::token::Token;

impl<P: Provider> Client<P> {
    /// Verifies the ID token of a token once more (OpenID Connect Core, 3.1.3.7): its signature, with the
    /// provider's keys as they are now, its issuer, its audience, its times.
    ///
    /// Those of [`Client::finish`](crate::Client::finish) and
    /// [`Client::exchange`](crate::Client::exchange) are verified already: see
    /// [`Token::id_token_claims`]. This is for one that was stored, or that came in the implicit flow.
    pub fn verify_id_token(&self, token: &Token<P>) -> AskedCall<IdToken<P::Claims>>
    where
        P: OpenIdConnect,
    {
        call::verify_id_token(self.core.clone(), token.data().clone())
    }

    /// What the provider says about the user (OpenID Connect Core, 5.3). It is refused if it is about
    /// another user than the ID token.
    pub fn userinfo(&self, token: &Token<P>) -> AskedCall<Userinfo<P::Userinfo>>
    where
        P: UserinfoEndpoint,
    {
        call::userinfo(self.core.clone(), token.data().clone())
    }
}
