//! One poll: whether there is a token yet (RFC 8628, 3.4 and 3.5).

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};

use super::authorization::DeviceAuthorization;
use super::{GRANT, answer};
use crate::answer::any_document;
use crate::call::{Call, TokenCall};
use crate::client::Client;
use crate::core::Origin;
use crate::error::{AgainReason, AuthorizeAgain, Error, ProviderError};
use crate::provider::Provider;
use crate::token::Token;
use crate::transport::BoxFuture;
use crate::value::Value;

/// How much slower to poll after `slow_down` (RFC 8628, 3.5).
pub(super) const SLOWER: Duration = Duration::from_secs(5);

/// What a poll has found: of a device, or of a backchannel authentication.
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
    grant: &'static str,
    /// The member of an answer with `slow_down` that holds the new interval, if it has one.
    member: &'static str,
    interval: Duration,
    denied: AgainReason,
    expired: AgainReason,
}

/// What is asked about.
pub(crate) struct Asked<'a> {
    /// The grant's name in TOML.
    pub(crate) grant: &'static str,
    /// What has begun, for people.
    pub(crate) what: &'static str,
    pub(crate) values: Vec<(&'static str, Value)>,
    pub(crate) origin: &'a Arc<Origin>,
    /// The scope that was asked for.
    pub(crate) scope: Option<&'a str>,
    pub(crate) interval: Duration,
    /// The member of an answer with `slow_down` that holds the new interval, if it has one.
    pub(crate) member: &'static str,
    /// What it is when the user has refused, and when it is too late.
    pub(crate) denied: AgainReason,
    pub(crate) expired: AgainReason,
}

impl<P: Provider> PollCall<P> {
    pub(super) fn of_device(client: &Client<P>, device: &DeviceAuthorization<P>) -> Self {
        let grant = client.spec().grants.device_code;
        let asked = Asked {
            grant: GRANT,
            what: "device authorization",
            values: vec![
                ("device_code", Value::Secret(device.device_code.clone())),
                ("user_code", Value::Text(device.user_code.clone())),
            ],
            origin: &device.origin,
            scope: device.scope.as_deref(),
            interval: device.interval,
            member: grant.map_or("", |grant| grant.answer.interval),
            denied: AgainReason::DeviceDenied,
            expired: AgainReason::DeviceExpired,
        };
        Self::new(client, asked)
    }

    pub(crate) fn new(client: &Client<P>, asked: Asked<'_>) -> Self {
        let core = client.core();
        let Asked { grant, what, values, origin, scope, interval, member, denied, expired } = asked;
        let mut call = Call::new(core.clone(), grant).with_parameters(values);
        if !core.origin.is_of(origin) {
            call = call.with_problem(&Error::configuration(format!(
                "the {what} belongs to {}, and this client is {}",
                origin.shown_beside(&core.origin),
                core.origin.shown_beside(origin)
            )));
        }
        if let Some(scope) = scope
            && core.request(grant).is_ok_and(|request| request.sends_scope)
        {
            call.add_scope(scope);
        }
        let provider = core.spec.title;
        Self { call: TokenCall::new(call), provider, grant, member, interval, denied, expired }
    }

    /// Sends a further parameter. One that the request has already is refused.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call = self.call.parameter(name, value);
        self
    }

    /// The request, to be sent by a transport of the application's own. It holds secrets.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings lack something that the request needs, or what has begun is
    /// another provider's.
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
            Some("access_denied") => Err(self.again(self.denied, error)),
            Some("expired_token") => Err(self.again(self.expired, error)),
            _ => Err(error.into()),
        }
    }

    /// The interval after `slow_down`: five seconds more (RFC 8628, 3.5), or what the answer says if that is more still.
    fn slower(&self, error: &ProviderError) -> Duration {
        let said = any_document(error.body()).and_then(|document| {
            crate::answer::lookup(&document, self.member).and_then(answer::interval)
        });
        self.interval.saturating_add(SLOWER).max(said.unwrap_or_default())
    }

    fn again(&self, reason: AgainReason, cause: ProviderError) -> Error {
        AuthorizeAgain::new(self.provider, self.grant, reason, Some(cause.into())).into()
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

impl<P: Provider> fmt::Debug for DevicePoll<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(token) => formatter.debug_tuple("Token").field(token).finish(),
            Self::Pending => formatter.write_str("Pending"),
            Self::SlowDown(interval) => formatter.debug_tuple("SlowDown").field(interval).finish(),
        }
    }
}

impl<P> fmt::Debug for PollCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PollCall").finish_non_exhaustive()
    }
}
