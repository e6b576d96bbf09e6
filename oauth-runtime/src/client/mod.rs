//! The client of a provider: one method a grant, each only where the grant is declared.

mod about;
mod identity;
#[cfg(feature = "jose")]
mod keys;
mod untyped;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use oauth_spec::ProviderSpec;

use crate::answer::Table;
use crate::builder::ClientBuilder;
use crate::call::{Call, TokenCall};
use crate::core::{Core, Settings};
use crate::error::Error;
use crate::flow::{
    Authorize, Authorized, Came, Flow, Pending, accept_code, accept_implicit, accept_initiated,
    state_of,
};
use crate::grants::{
    AuthorizationCode, ClientCredentials, CustomGrant, Implicit, Password, PersonalAccessToken,
    ProviderInitiated, RefreshToken,
};
use crate::provider::{OptionalVariables, Provider, VariableValues as _};
use crate::secret::Secret;
use crate::token::Token;
use crate::value::Value;

/// A client of one provider. A clone is cheap and is the same client.
pub struct Client<P> {
    core: Arc<Core>,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Client<P> {
    /// Begins to build a client, with every variable as the environment or the declaration says.
    pub fn builder() -> ClientBuilder<P>
    where
        P: OptionalVariables,
    {
        Self::builder_with(P::Variables::default())
    }

    /// Begins to build a client, with values for the provider's variables.
    pub fn builder_with(variables: P::Variables) -> ClientBuilder<P> {
        ClientBuilder::new(Settings::new(P::spec(), variables.values()))
    }

    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core, provider: PhantomData }
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    fn grant_call(&self, grant: &'static str) -> Call {
        Call::new(self.core.clone(), grant)
    }

    /// The provider's declaration.
    pub fn spec(&self) -> &'static ProviderSpec {
        self.core.spec
    }

    /// The environment it talks to, by its name in TOML.
    pub fn environment(&self) -> Option<&str> {
        self.core.origin.environment.as_deref()
    }

    /// Begins an authorization (RFC 6749, 4.1).
    pub fn authorize(&self) -> Authorize<P>
    where
        P: AuthorizationCode,
    {
        Authorize::new(self.core.clone(), Flow::Code)
    }

    /// Accepts the callback exactly as it was received: a query, one with `?`, a whole URL, the body of a
    /// form that was posted, or the JSON body where the declaration says so.
    ///
    /// Nothing is sent. Checked are, in this order: whose authorization it is, the signature,
    /// repeated parameters, `state`, `iss`, that it counts once, its age, an error, and the code.
    ///
    /// # Errors
    /// [`Error::Callback`] says which of them failed.
    #[expect(clippy::needless_pass_by_value, reason = "a pending authorization counts once")]
    pub fn accept(
        &self,
        pending: Pending<P>,
        callback: impl AsRef<str>,
    ) -> Result<Authorized<P>, Error>
    where
        P: AuthorizationCode,
    {
        Authorized::new(accept_code(&self.core, &pending.data, Came::text(callback.as_ref()))?)
    }

    /// The `state` that a callback has, to look up the pending authorization it answers where one browser may have
    /// several. Nothing of it is believed yet: that is for [`Client::accept`]. `None` if there is none, or it is inside
    /// of a signed answer.
    pub fn state_of(&self, callback: impl AsRef<str>) -> Option<String> {
        state_of(&self.core, callback.as_ref())
    }

    /// The same with the whole request that came, for a provider that signs in a header what it posts.
    ///
    /// # Errors
    /// As [`Client::accept`].
    #[expect(clippy::needless_pass_by_value, reason = "a pending authorization counts once")]
    pub fn accept_request(
        &self,
        pending: Pending<P>,
        request: &http::Request<impl AsRef<[u8]>>,
    ) -> Result<Authorized<P>, Error>
    where
        P: AuthorizationCode,
    {
        Authorized::new(accept_code(&self.core, &pending.data, Came::request(request)?)?)
    }

    /// Accepts a callback of an authorization that the provider has started by itself, which has no
    /// `state`: whoever came with it is not known to be the user that is signed in here, so say to whom
    /// the account will be connected before it is.
    ///
    /// # Errors
    /// [`Error::Callback`] says what is wrong with it; one that answers an authorization of ours is
    /// refused.
    pub fn accept_initiated(&self, callback: impl AsRef<str>) -> Result<Authorized<P>, Error>
    where
        P: ProviderInitiated,
    {
        Authorized::new(accept_initiated(&self.core, Came::text(callback.as_ref()))?)
    }

    /// The same with the whole request that came, for a provider that signs in a header what it posts.
    ///
    /// # Errors
    /// As [`Client::accept_initiated`].
    pub fn accept_initiated_request(
        &self,
        request: &http::Request<impl AsRef<[u8]>>,
    ) -> Result<Authorized<P>, Error>
    where
        P: ProviderInitiated,
    {
        Authorized::new(accept_initiated(&self.core, Came::request(request)?)?)
    }

    /// Exchanges the code of an accepted callback (RFC 6749, 4.1.3).
    pub fn exchange(&self, authorized: &Authorized<P>) -> TokenCall<P>
    where
        P: AuthorizationCode,
    {
        TokenCall::new(
            self.grant_call("authorization_code").with_accepted(authorized.accepted().clone()),
        )
    }

    /// Accepts the callback and exchanges its code.
    ///
    /// # Errors
    /// As [`Client::accept`] and [`TokenCall::send`]. If the exchange itself may be tried again, use
    /// those two.
    pub async fn finish(
        &self,
        pending: Pending<P>,
        callback: impl AsRef<str>,
    ) -> Result<Token<P>, Error>
    where
        P: AuthorizationCode,
    {
        let grant = self.core.spec.grants.authorization_code;
        let authorized = if grant.is_some_and(|grant| grant.signs_responses()) {
            self.accept_response(pending, callback.as_ref()).send().await?
        } else {
            self.accept(pending, callback)?
        };
        self.exchange(&authorized).send().await
    }

    /// Begins an authorization of the implicit flow (RFC 6749, 4.2; discouraged by RFC 9700, 2.1.2).
    pub fn implicit(&self) -> Authorize<P>
    where
        P: Implicit,
    {
        Authorize::new(self.core.clone(), Flow::Implicit)
    }

    /// Accepts the redirect of the implicit flow: the fragment, one with `#`, or the whole URL; where the
    /// declaration says `form_post`, the body that was posted. One that brings an ID token alone is for
    /// [`Client::accept_id_token`].
    ///
    /// # Errors
    /// [`Error::Callback`] if it is refused, [`Error::Unreadable`] if the token in it cannot be read.
    #[expect(clippy::needless_pass_by_value, reason = "a pending authorization counts once")]
    pub fn accept_implicit(
        &self,
        pending: Pending<P>,
        redirect: impl AsRef<str>,
    ) -> Result<Token<P>, Error>
    where
        P: Implicit,
    {
        let members = accept_implicit(&self.core, &pending.data, redirect.as_ref())?;
        let asked = pending.data.details.as_deref();
        let table = Table::of::<P::TokenFields>();
        crate::token::from_fragment(&self.core, table, members, asked).map(Token::new)
    }

    /// A token for a user's name and password (RFC 6749, 4.3; forbidden by RFC 9700, 2.4).
    pub fn password(&self, username: impl Into<String>, password: impl Into<Secret>) -> TokenCall<P>
    where
        P: Password,
    {
        let parameters = vec![
            ("username", Value::Text(username.into())),
            ("password", Value::Secret(password.into())),
        ];
        TokenCall::new(self.grant_call("password").with_parameters(parameters))
    }

    /// A token for the client itself (RFC 6749, 4.4).
    pub fn client_credentials(&self) -> TokenCall<P>
    where
        P: ClientCredentials,
    {
        TokenCall::new(self.grant_call("client_credentials"))
    }

    /// A token with a grant of the provider's own (RFC 6749, 4.5).
    pub fn grant<G: CustomGrant<Provider = P>>(&self, grant: G) -> TokenCall<P> {
        TokenCall::new(self.grant_call(G::NAME).with_parameters(grant.values()))
    }

    /// A new token for an old one (RFC 6749, 6).
    ///
    /// What the answer leaves out stays as it was, the refresh token above all; only `expires_in` is
    /// the answer's own.
    ///
    /// A future that is dropped before it is done may have spent the refresh token, and takes the new one with it: a
    /// [`Session`](crate::Session) renews in a task of its own.
    pub fn refresh(&self, token: &Token<P>) -> TokenCall<P>
    where
        P: RefreshToken,
    {
        TokenCall::new(self.grant_call("refresh_token").with_token(token.data().clone()))
    }

    /// A token that a person has made at the provider, with the time at which it expires, if that was
    /// chosen. No request is made.
    ///
    /// # Errors
    /// [`Error::Configuration`] if it is empty, or if the provider's tokens have required fields.
    pub fn personal_access_token(
        &self,
        token: impl Into<Secret>,
        expires_at: impl Into<Option<SystemTime>>,
    ) -> Result<Token<P>, Error>
    where
        P: PersonalAccessToken,
    {
        let (token, expires_at) = (token.into(), expires_at.into());
        let table = Table::of::<P::TokenFields>();
        crate::token::by_hand(&self.core, table, token.expose(), expires_at).map(Token::new)
    }

    /// Takes up a token that [`Token::save`] wrote, and refuses one of another environment too.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or belongs to another.
    pub fn restore_token(&self, text: &str) -> Result<Token<P>, Error> {
        let parsed = crate::token::restore(self.core.spec, Table::of::<P::TokenFields>(), text)?;
        self.core.origin.expect(&parsed.data.origin, "token")?;
        Ok(Token::new(parsed))
    }
}

impl<P> Clone for Client<P> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone(), provider: PhantomData }
    }
}

impl<P> fmt::Debug for Client<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("of", &self.core.origin.shown())
            .field("client_id", &self.core.fixed.client_id)
            .field("authentication", &self.core.authentication.name())
            .finish_non_exhaustive()
    }
}
