//! What a client does with a token that is there: its further steps, its end, questions and calls; and
//! consents, which bring none.

use super::Client;
use crate::answer::{Context, OtherToken, Table, typed};
use crate::call::{self, AskedCall, Call, Introspection, RevocationCall, TokenCall};
use crate::error::{CallbackError, Error};
use crate::flow::{AskConsent, Came, PendingConsent, accept_consent};
use crate::grants::{self, ProviderCall, ProviderConsent, Revocation};
use crate::provider::Provider;
use crate::secret::Secret;
use crate::token::Token;

impl<P: Provider> Client<P> {
    /// Goes on with a token whose further steps have not all been made: after [`Error::Unfinished`], or
    /// because it came without a request. A token with nothing left to do is given back as it is.
    pub fn resume(&self, token: &Token<P>) -> TokenCall<P> {
        TokenCall::new(Call::resuming(self.core(), token.data().clone()))
    }

    /// A further token of an answer, as one of its own.
    ///
    /// # Errors
    /// [`Error::Unreadable`] if it lacks a field that the provider's tokens must have.
    pub fn adopt(&self, other: &OtherToken) -> Result<Token<P>, Error> {
        let table = Table::of::<P::TokenFields>();
        crate::token::adopted(&self.core(), table, other).map(Token::new)
    }

    /// Revokes a token (RFC 7009), after the calls that the declaration has for it: unless that says otherwise the
    /// refresh token if there is one, with which all that came of it ends (2.1), else the access token. Where the
    /// provider revokes refresh tokens alone and the token has none, only the calls are made; where there are none
    /// either, it is [`Error::Configuration`], and nothing is sent.
    pub fn revoke(&self, token: &Token<P>) -> RevocationCall
    where
        P: Revocation,
    {
        call::revoke(self.core(), token.data().clone())
    }

    /// What the provider knows of a token (RFC 7662). One that somebody has shown to this application is for
    /// [`Client::introspect_text`].
    pub fn introspect(&self, token: &Token<P>) -> AskedCall<Introspection>
    where
        P: grants::Introspection,
    {
        call::introspect(self.core(), token.data().clone())
    }

    /// What the provider knows of an access token that this application was called with (RFC 7662, 2.1): a resource
    /// server asks before it answers.
    ///
    /// Answer 401 unless [`Introspection::is_active`], and look at what the token is for
    /// ([`Introspection::members`], `aud`) and at its [scope](Introspection::scope): a good one of somebody else is none
    /// of yours. Of an empty text nothing is asked: it is not active
    /// (without I/O, [`AskedCall::steps`](crate::AskedCall::steps) has no request then).
    ///
    /// ```
    /// # use oauth_runtime::{Client, Error, http, grants::Introspection, Provider};
    /// # async fn may<P: Provider + Introspection>(client: &Client<P>, request: &http::Request<Vec<u8>>)
    /// # -> Result<bool, Error> {
    /// let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    /// let token = header.and_then(|text| text.strip_prefix("Bearer ")).unwrap_or_default();
    /// let known = client.introspect_text(token).await?;
    /// let scope = known.scope().unwrap_or_default();
    /// Ok(known.is_active() && scope.split(' ').any(|scope| scope == "files.read"))
    /// # }
    /// ```
    pub fn introspect_text(&self, token: impl Into<Secret>) -> AskedCall<Introspection>
    where
        P: grants::Introspection,
    {
        call::introspect_text(self.core(), token.into())
    }

    /// Makes a declared call with a token.
    pub fn call<C: ProviderCall<Provider = P>>(&self, token: &Token<P>) -> AskedCall<C> {
        call::call(self.core(), token.data().clone())
    }

    /// Begins to ask for a consent that brings no code.
    pub fn consent<C: ProviderConsent<Provider = P>>(&self) -> AskConsent<P> {
        AskConsent::new(self.core(), C::NAME)
    }

    /// Accepts the callback of a consent, exactly as it was received. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Callback`] if it is refused, or says that no consent was given.
    #[expect(clippy::needless_pass_by_value, reason = "a pending consent counts once")]
    pub fn accept_consent<C: ProviderConsent<Provider = P>>(
        &self,
        pending: PendingConsent<P>,
        callback: impl AsRef<str>,
    ) -> Result<C, Error> {
        let members =
            accept_consent(&self.core(), &pending.data, C::NAME, Came::text(callback.as_ref()))?;
        let mut values = typed(C::FIELDS, &members.0, Context::NONE)
            .map_err(|name| CallbackError::MissingField { name })?;
        Ok(C::read(&mut values))
    }
}
