//! Client-initiated backchannel authentication (OpenID CIBA Core 1.0), poll mode: the client names a user,
//! who agrees on a device of their own; polls until there is a token.

mod answer;
mod authentication;
mod hint;
mod token;

use std::borrow::Cow;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use http::{Request, Response};

pub use authentication::BackchannelAuthentication;
pub use hint::UserHint;
pub use token::BackchannelToken;

use crate::call::Call;
use crate::client::Client;
use crate::device::PollCall;
use crate::error::Error;
use crate::grants::Ciba;
use crate::provider::{Provider, ScopeValue as _};
use crate::transport::BoxFuture;
use crate::value::Value;

/// The request that names the user among the prepared ones. No grant has a space in its name.
pub(crate) const BACKCHANNEL_AUTHENTICATION: &str = "backchannel authentication";

/// The grant's name in TOML.
pub(crate) const GRANT: &str = "ciba";

/// A request to authenticate a user that has not been sent yet (CIBA Core, 7.1). `.await` sends it.
///
/// [`BackchannelCall::request`] and [`BackchannelCall::read`] are the same without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct BackchannelCall<P> {
    call: Call,
    given: Vec<(&'static str, Value)>,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Client<P> {
    /// Asks the provider to authenticate a user on a device of their own (CIBA Core, 7). The scope `openid`
    /// is asked for by itself, unless the declaration forbids it.
    pub fn ciba(&self, user: UserHint) -> BackchannelCall<P>
    where
        P: Ciba,
    {
        let call = Call::new(self.core(), BACKCHANNEL_AUTHENTICATION);
        BackchannelCall { call, given: vec![user.value()], provider: PhantomData }
    }

    /// One question whether there is a token (CIBA Core, 10.1). Do not ask again before
    /// [`BackchannelAuthentication::interval`] is over; [`Client::ciba_token`] does all of that.
    pub fn poll_ciba(&self, authentication: &BackchannelAuthentication<P>) -> PollCall<P>
    where
        P: Ciba,
    {
        authentication.poll(self)
    }

    /// Waits for the token: asks, not more often than the provider wants, until the user has agreed or
    /// refused, or the request has expired.
    pub fn ciba_token(&self, authentication: BackchannelAuthentication<P>) -> BackchannelToken<P>
    where
        P: Ciba,
    {
        BackchannelToken::new(self.clone(), authentication)
    }

    /// Takes up an authentication that [`BackchannelAuthentication::save`] wrote, and refuses one of another
    /// environment too.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or belongs to another.
    pub fn restore_ciba(&self, text: &str) -> Result<BackchannelAuthentication<P>, Error> {
        let found = BackchannelAuthentication::restore_any(self.spec().name, text)?;
        self.core().origin.expect(&found.origin, "backchannel authentication")?;
        Ok(found)
    }
}

impl<P: Provider> BackchannelCall<P> {
    /// Asks for these scopes too.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = P::Scope>) -> Self {
        for scope in scopes {
            self = self.scope(scope.value());
        }
        self
    }

    /// Asks for this scope too, whether the declaration knows it or not.
    pub fn scope(mut self, scope: &str) -> Self {
        self.call.add_scope(scope);
        self
    }

    /// A short text that the user sees on both devices, so that they know what they agree to.
    pub fn binding_message(self, message: impl Into<String>) -> Self {
        self.with("binding_message", Value::Text(message.into()))
    }

    /// The user's secret code, where the provider wants one against unasked-for requests.
    pub fn user_code(self, code: impl Into<crate::Secret>) -> Self {
        self.with("user_code", Value::Secret(code.into()))
    }

    /// How the user is to be authenticated: names separated by spaces, preferred first.
    pub fn acr_values(self, values: impl Into<String>) -> Self {
        self.with("acr_values", Value::Text(values.into()))
    }

    /// How long the request may wait for the user, in whole seconds.
    pub fn requested_expiry(self, expiry: Duration) -> Self {
        self.with("requested_expiry", Value::Text(expiry.as_secs().to_string()))
    }

    /// Sends a further parameter. One that the request has already is refused.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.add_parameter(name.into(), value.into());
        self
    }

    fn with(mut self, name: &'static str, value: Value) -> Self {
        self.given.retain(|(known, _)| *known != name);
        self.given.push((name, value));
        self
    }

    fn call(&self) -> Call {
        self.call.with_standing_scopes(&[]).with_parameters(self.given.clone())
    }

    /// The request, to be sent by a transport of the application's own. It may hold secrets.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings or the call lack something that the request needs.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        self.call().request(&[])
    }

    /// Reads the answer to the request (CIBA Core, 7.3).
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<BackchannelAuthentication<P>, Error> {
        let call = self.call();
        call.note_nonce(call.core().request(BACKCHANNEL_AUTHENTICATION)?, &response);
        let scope = call.asked_scope()?.map(Cow::into_owned);
        answer::read(call.core(), scope, response).map_err(|error| call.hidden(error))
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`BackchannelCall::request`] and [`BackchannelCall::read`], and [`Error::Transport`] if there was
    /// no answer.
    pub async fn send(self) -> Result<BackchannelAuthentication<P>, Error> {
        let response = self.call().ask().await?;
        self.read(response)
    }
}

impl<P: Provider> IntoFuture for BackchannelCall<P> {
    type Output = Result<BackchannelAuthentication<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> Clone for BackchannelCall<P> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), given: self.given.clone(), provider: PhantomData }
    }
}

impl<P> fmt::Debug for BackchannelCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BackchannelCall").finish_non_exhaustive()
    }
}
