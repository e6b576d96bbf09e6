//! What a client of OpenID Connect does with a token: who the user is.

use super::Client;
use crate::call::{self, AskedCall};
use crate::fields::Fields;
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
    ///
    /// `C` is what the provider's file declares: a return type that named it by its trait would make another error
    /// of a provider without it.
    pub fn verify_id_token<C: Fields>(&self, token: &Token<P>) -> AskedCall<IdToken<C>>
    where
        P: OpenIdConnect<Claims = C>,
    {
        call::verify_id_token(self.core.clone(), token.data().clone())
    }

    /// What the provider says about the user (OpenID Connect Core, 5.3). It is refused if it is about
    /// another user than the ID token, or not what the provider's file says of it.
    pub fn userinfo<C: Fields>(&self, token: &Token<P>) -> AskedCall<Userinfo<C>>
    where
        P: UserinfoEndpoint<Userinfo = C>,
    {
        call::userinfo(self.core.clone(), token.data().clone())
    }
}
