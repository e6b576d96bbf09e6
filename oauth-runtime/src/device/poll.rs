//! One poll: whether there is a token yet (RFC 8628, 3.4 and 3.5).

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use http::{Request, Response};

use super::authorization::DeviceAuthorization;
use super::{GRANT, answer};
use crate::answer::any_document;
use crate::call::{Call, TokenCall};
use crate::client::Client;
use crate::error::{AgainReason, AuthorizeAgain, Error, ProviderError};
use crate::provider::Provider;
use crate::token::Token;
use crate::transport::BoxFuture;
use crate::value::Value;

/// How much slower to poll after `slow_down` (RFC 8628, 3.5).
const SLOWER: Duration = Duration::from_secs(5);

/// What a poll has found.
#[derive(Debug)]
#[non_exhaustive]
pub enum DevicePoll<P: Provider> {
    /// The user has agreed: here is the token.
    Token(Token<P>),
    /// The user has not decided yet: ask again after the interval.
    Pending,
    /// The same, and this is the interval from now on: see [`DeviceAuthorization::slow_down`].
    SlowDown(Duration),
}

/// A poll that has not been sent yet. `.await` sends it.
///
/// [`PollCall::request`] and [`PollCall::read`] are the same without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct PollCall<P> {
    call: TokenCall<P>,
    provider: &'static str,
    /// The member of an answer with `slow_down` that holds the new interval, if it has one.
    member: &'static str,
    interval: Duration,
}

impl<P: Provider> PollCall<P> {
    pub(super) fn new(client: &Client<P>, device: &DeviceAuthorization<P>) -> Self {
        let core = client.core();
        let values = vec![
            ("device_code", Value::Secret(device.device_code.clone())),
            ("user_code", Value::Text(device.user_code.clone())),
        ];
        let mut call = Call::new(core.clone(), GRANT).with_parameters(values);
        if device.origin != core.origin {
            call = call.with_problem(&Error::configuration(format!(
                "the device authorization belongs to {}, and this client is {}",
                device.origin.shown(),
                core.origin.shown()
            )));
        }
        if let Some(scope) = &device.scope
            && core.request(GRANT).is_ok_and(|request| request.sends_scope)
        {
            call.add_scope(scope);
        }
        Self {
            call: TokenCall::new(call),
            provider: core.spec.title,
            member: core.spec.grants.device_code.map_or("", |grant| grant.answer.interval),
            interval: device.interval,
        }
    }

    /// Sends a further parameter. One that the request has already is refused.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call = self.call.parameter(name, value);
        self
    }

    /// The request, to be sent by a transport of the application's own. It holds secrets.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings lack something that the request needs, or the device
    /// authorization is another provider's.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        self.call.request()
    }

    /// Reads the answer to the request.
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if the user has refused or the codes have expired, [`Error::Provider`]
    /// for every other no, [`Error::Unreadable`] if the answer is no answer, [`Error::Unfinished`] as
    /// [`TokenCall::read`].
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<DevicePoll<P>, Error> {
        self.found(self.call.read(response))
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`PollCall::request`] and [`PollCall::read`], and [`Error::Transport`] if there was no answer.
    pub async fn send(self) -> Result<DevicePoll<P>, Error> {
        let token = self.call.clone().send().await;
        self.found(token)
    }

    fn found(&self, token: Result<Token<P>, Error>) -> Result<DevicePoll<P>, Error> {
        let error = match token {
            Ok(token) => return Ok(DevicePoll::Token(token)),
            Err(Error::Provider(error)) => error,
            Err(other) => return Err(other),
        };
        match error.code() {
            Some("authorization_pending") => Ok(DevicePoll::Pending),
            Some("slow_down") => Ok(DevicePoll::SlowDown(self.slower(&error))),
            Some("access_denied") => Err(self.again(AgainReason::DeviceDenied, error)),
            Some("expired_token") => Err(self.again(AgainReason::DeviceExpired, error)),
            _ => Err(error.into()),
        }
    }

    /// The interval after `slow_down`: five seconds more, or what the answer says if that is more still.
    fn slower(&self, error: &ProviderError) -> Duration {
        let said = any_document(error.body()).and_then(|document| {
            crate::answer::lookup(&document, self.member).and_then(answer::interval)
        });
        let least = self.interval.saturating_add(SLOWER);
        said.map_or(least, |said| said.max(self.interval))
    }

    fn again(&self, reason: AgainReason, cause: ProviderError) -> Error {
        AuthorizeAgain::new(self.provider, GRANT, reason, Some(cause.into())).into()
    }
}

impl<P: Provider> IntoFuture for PollCall<P> {
    type Output = Result<DevicePoll<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> Clone for PollCall<P> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), ..*self }
    }
}

impl<P> fmt::Debug for PollCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PollCall").finish_non_exhaustive()
    }
}
