//! Waiting for the token of a device: polls as often as the provider wants, until something is decided.

use std::fmt;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use super::GRANT;
use super::authorization::DeviceAuthorization;
use super::poll::{DevicePoll, PollCall, SLOWER};
use crate::client::Client;
use crate::error::{AgainReason, AuthorizeAgain, Error};
use crate::grants::DeviceCode;
use crate::provider::Provider;
use crate::token::Token;
use crate::transport::BoxFuture;

/// How often the pause is doubled while there is no usable answer.
const DOUBLINGS: u32 = 6;

type Hook = Box<dyn FnMut(Duration) + Send>;

/// What is polled for, until the user has decided.
pub(crate) trait Polled<P: Provider> {
    /// The grant's name in TOML.
    const GRANT: &'static str;
    /// Why there will be no token when it is too late.
    const EXPIRED: AgainReason;

    /// One poll.
    fn call(&self, client: &Client<P>) -> PollCall<P>;
    /// The pause before the next one.
    fn pause(&self) -> Duration;
    /// The provider wants longer pauses.
    fn slower(&mut self, interval: Duration);
    /// When it is too late.
    fn end(&self) -> SystemTime;
}

/// Waits for a token: polls until something is decided.
pub(crate) struct Wait<P, W> {
    client: Client<P>,
    waits_for: W,
    hook: Option<Hook>,
}

impl<P: Provider, W: Polled<P>> Wait<P, W> {
    pub(crate) fn new(client: Client<P>, waits_for: W) -> Self {
        Self { client, waits_for, hook: None }
    }

    /// Tells every pause before it begins.
    pub(crate) fn on_wait(&mut self, hook: impl FnMut(Duration) + Send + 'static) {
        self.hook = Some(Box::new(hook));
    }

    /// Polls until there is a token.
    pub(crate) async fn send(mut self) -> Result<Token<P>, Error> {
        let clock = self.client.core().clock.clone();
        let mut silences = 0;
        let mut floor = Duration::ZERO;
        let mut trouble = None;
        let mut hurries = 0;
        loop {
            let pause = self.waits_for.pause().saturating_mul(1 << silences).max(floor);
            let next = clock.now().checked_add(pause);
            if next.is_none_or(|next| next >= self.waits_for.end()) {
                let title = self.client.spec().title;
                return Err(AuthorizeAgain::new(title, W::GRANT, W::EXPIRED, trouble).into());
            }
            if let Some(hook) = &mut self.hook {
                hook(pause);
            }
            clock.sleep(pause).await;
            floor = Duration::ZERO;
            match self.waits_for.call(&self.client).send().await {
                Ok(DevicePoll::Token(token)) => return Ok(token),
                Ok(DevicePoll::Pending) => (silences, trouble, hurries) = (0, None, 0),
                Ok(DevicePoll::SlowDown(interval)) => {
                    // A provider that wants five seconds more each time is caught up with by more than these: who was
                    // restarted does not know how many times that was.
                    self.waits_for.slower(interval.saturating_add(SLOWER * hurries));
                    hurries += 1;
                    (silences, trouble) = (0, None);
                }
                Err(error) if error.is_retryable() => {
                    silences = (silences + 1).min(DOUBLINGS);
                    floor = error.retry_after().unwrap_or_default();
                    trouble = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
    }
}

impl<P, W> Wait<P, W> {
    /// What is polled for.
    pub(crate) fn what(&self) -> &W {
        &self.waits_for
    }
}

/// Waits for the token of a device authorization. `.await` begins.
///
/// It waits for the interval before each poll, for five seconds more after each `slow_down` (or what that says, if it
/// is more; and for more still if one follows another), for twice as long after each poll without an answer (RFC 8628, 3.5),
/// and with [`Clock::sleep`](crate::Clock::sleep).
#[must_use = "nothing is sent before it is awaited"]
pub struct DeviceToken<P>(Wait<P, DeviceAuthorization<P>>);

impl<P: Provider> DeviceToken<P> {
    pub(super) fn new(client: Client<P>, device: DeviceAuthorization<P>) -> Self {
        Self(Wait::new(client, device))
    }

    /// Tells every pause before it begins, and how long it will be.
    pub fn on_wait(mut self, hook: impl FnMut(Duration) + Send + 'static) -> Self {
        self.0.on_wait(hook);
        self
    }

    /// Polls until there is a token.
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if the user has refused, or the codes have expired or would before the
    /// next poll. [`Error::Provider`] and others if the provider says no for good.
    pub async fn send(self) -> Result<Token<P>, Error>
    where
        P: DeviceCode,
    {
        self.0.send().await
    }
}

impl<P: Provider> Polled<P> for DeviceAuthorization<P> {
    const GRANT: &'static str = GRANT;
    const EXPIRED: AgainReason = AgainReason::DeviceExpired;

    fn call(&self, client: &Client<P>) -> PollCall<P> {
        PollCall::of_device(client, self)
    }

    fn pause(&self) -> Duration {
        self.interval
    }

    fn slower(&mut self, interval: Duration) {
        self.slow_down(interval);
    }

    fn end(&self) -> SystemTime {
        self.expires_at
    }
}

impl<P: Provider + DeviceCode> IntoFuture for DeviceToken<P> {
    type Output = Result<Token<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> fmt::Debug for DeviceToken<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DeviceToken").field("device", self.0.what()).finish_non_exhaustive()
    }
}
