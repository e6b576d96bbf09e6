//! The device authorization grant (RFC 8628): codes, a user at another screen, polls until there is a token.

mod answer;
mod authorization;
mod poll;
mod wait;

use std::borrow::Cow;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use http::{Request, Response};

pub(crate) use answer::{INTERVAL, end, interval};
pub use authorization::DeviceAuthorization;
pub(crate) use poll::Asked;
pub use poll::{DevicePoll, PollCall};
pub use wait::DeviceToken;
pub(crate) use wait::{Polled, Wait};

use crate::authorization_details::detail;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::grants::{AuthorizationDetail, DeviceCode, DeviceOffline};
use crate::provider::{Provider, ScopeValue as _};
use crate::transport::BoxFuture;

/// The request for the codes among the prepared ones. No grant has a space in its name.
pub(crate) const DEVICE_AUTHORIZATION: &str = "device authorization";

/// The grant's name in TOML.
const GRANT: &str = "device_code";

/// A request for a device code that has not been sent yet (RFC 8628, 3.1). `.await` sends it.
///
/// [`DeviceCall::request`] and [`DeviceCall::read`] are the same without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct DeviceCall<P> {
    call: Call,
    offline: Option<bool>,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Client<P> {
    /// Begins a device authorization (RFC 8628, 3.1): for a device without a browser or a keyboard.
    pub fn device(&self) -> DeviceCall<P>
    where
        P: DeviceCode,
    {
        let call = Call::new(self.core(), DEVICE_AUTHORIZATION);
        DeviceCall { call, offline: None, provider: PhantomData }
    }

    /// One question whether there is a token (RFC 8628, 3.4). Do not ask again before
    /// [`DeviceAuthorization::interval`] is over; [`Client::device_token`] does all of that.
    pub fn poll(&self, device: &DeviceAuthorization<P>) -> PollCall<P>
    where
        P: DeviceCode,
    {
        PollCall::of_device(self, device)
    }

    /// Waits for the token: asks, not more often than the provider wants, until the user has agreed or
    /// refused, or the codes have expired.
    pub fn device_token(&self, device: DeviceAuthorization<P>) -> DeviceToken<P>
    where
        P: DeviceCode,
    {
        DeviceToken::new(self.clone(), device)
    }

    /// Takes up an authorization that [`DeviceAuthorization::save`] wrote, and refuses one of another
    /// environment too.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or belongs to another.
    pub fn restore_device(&self, text: &str) -> Result<DeviceAuthorization<P>, Error> {
        let device = DeviceAuthorization::restore_any(self.spec().name, text)?;
        self.core().origin.expect(&device.origin, "device authorization")?;
        Ok(device)
    }
}

impl<P: Provider> DeviceCall<P> {
    /// Asks for these scopes too.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = P::Scope>) -> Self {
        for scope in scopes {
            self.call.add_scope(scope.value());
        }
        self
    }

    /// Asks for this scope too, whether the declaration knows it or not.
    pub fn scope(mut self, scope: &str) -> Self {
        self.call.add_scope(scope);
        self
    }

    /// Whether to ask for a refresh token too, as the declaration says; it has a default.
    pub fn offline(mut self, offline: bool) -> Self
    where
        P: DeviceOffline,
    {
        self.offline = Some(offline);
        self
    }

    /// Asks for this in detail too (RFC 9396).
    pub fn authorization_detail<D: AuthorizationDetail<Provider = P>>(mut self, asked: D) -> Self {
        self.call.add_detail(detail(asked));
        self
    }

    /// Sends a further parameter. One that the request has already is refused.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.add_parameter(name.into(), value.into());
        self
    }

    /// The call with every scope that it asks for.
    fn whole(&self) -> Call {
        let offline = self.call.core().spec.grants.device_code.and_then(|grant| grant.offline);
        let offline = offline.filter(|it| self.offline.unwrap_or(it.default));
        self.call.with_standing_scopes(offline.map_or(&[], |offline| offline.scopes))
    }

    /// The request, to be sent by a transport of the application's own. It may hold secrets.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings or the call lack something that the request needs.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        self.whole().request(&[])
    }

    /// Reads the answer to the request (RFC 8628, 3.2).
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<DeviceAuthorization<P>, Error> {
        let call = self.whole();
        call.note_nonce(call.core().request(DEVICE_AUTHORIZATION)?, &response);
        let scope = call.asked_scope()?.map(Cow::into_owned);
        answer::read(call.core(), scope, response).map_err(|error| call.hidden(error))
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`DeviceCall::request`] and [`DeviceCall::read`], and [`Error::Transport`] if there was no
    /// answer.
    pub async fn send(self) -> Result<DeviceAuthorization<P>, Error> {
        let response = self.whole().ask().await?;
        self.read(response)
    }
}

impl<P: Provider> IntoFuture for DeviceCall<P> {
    type Output = Result<DeviceAuthorization<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> Clone for DeviceCall<P> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), offline: self.offline, provider: PhantomData }
    }
}

impl<P> fmt::Debug for DeviceCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DeviceCall").finish_non_exhaustive()
    }
}
