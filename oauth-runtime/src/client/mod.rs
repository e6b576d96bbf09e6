//! The client of a provider: one method a grant, each only where the grant is declared. What a browser comes
//! back with is for [`callback`].

mod about;
mod callback;
mod credentials;
mod identity;
mod untyped;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use oauth_spec::ProviderSpec;

use crate::answer::Table;
use crate::builder::ClientBuilder;
use crate::call::{Call, TokenCall};
use crate::core::{Core, Live, Settings};
use crate::error::Error;
use crate::flow::{Authorize, Authorized, Flow};
use crate::grants::{
    AuthorizationCode, ClientCredentials, CustomGrant, Implicit, Password, PersonalAccessToken,
    RefreshToken,
};
use crate::provider::{OptionalVariables, Provider, VariableValues as _};
use crate::secret::Secret;
use crate::token::Token;
use crate::value::Value;

/// A client of one provider. A clone is cheap and is the same client.
pub struct Client<P> {
    live: Arc<Live>,
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

    pub(crate) fn new(live: Arc<Live>) -> Self {
        Self { live, provider: PhantomData }
    }

    pub(crate) fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// The client as it is now: one request is made with one.
    pub(crate) fn core(&self) -> Arc<Core> {
        self.live.core()
    }

    fn grant_call(&self, grant: &'static str) -> Call {
        Call::new(self.core(), grant)
    }

    /// The provider's declaration.
    pub fn spec(&self) -> &'static ProviderSpec {
        self.core().spec
    }

    /// The environment it talks to, by its name in TOML.
    pub fn environment(&self) -> Option<&str> {
        self.live.origin.environment.as_deref()
    }

    /// Begins an authorization (RFC 6749, 4.1).
    pub fn authorize(&self) -> Authorize<P>
    where
        P: AuthorizationCode,
    {
        Authorize::new(self.core(), Flow::Code)
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

    /// Begins an authorization of the implicit flow (RFC 6749, 4.2; discouraged by RFC 9700, 2.1.2).
    pub fn implicit(&self) -> Authorize<P>
    where
        P: Implicit,
    {
        Authorize::new(self.core(), Flow::Implicit)
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
        crate::token::by_hand(&self.core(), table, token.expose(), expires_at).map(Token::new)
    }

    /// Takes up a token that [`Token::save`] wrote, and refuses one of another environment too.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or belongs to another.
    pub fn restore_token(&self, text: &str) -> Result<Token<P>, Error> {
        let parsed = crate::token::restore(self.core().spec, Table::of::<P::TokenFields>(), text)?;
        self.live.origin.expect(&parsed.data.origin, "token")?;
        Ok(Token::new(parsed))
    }
}

impl<P> Clone for Client<P> {
    fn clone(&self) -> Self {
        Self { live: self.live.clone(), provider: PhantomData }
    }
}

impl<P> fmt::Debug for Client<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let core = self.live.core();
        formatter
            .debug_struct("Client")
            .field("of", &core.origin.shown())
            .field("client_id", &core.fixed.client_id)
            .field("authentication", &core.authentication.name())
            .finish_non_exhaustive()
    }
}
