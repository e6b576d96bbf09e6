//! Waiting for the token of a backchannel authentication.

use std::fmt;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use super::GRANT;
use super::authentication::BackchannelAuthentication;
use crate::client::Client;
use crate::device::{PollCall, Polled, Wait};
use crate::error::{AgainReason, Error};
use crate::grants::Ciba;
use crate::provider::Provider;
use crate::token::Token;
use crate::transport::BoxFuture;

/// Waits for the token of a backchannel authentication. `.await` begins.
///
/// It waits for the interval before each poll, for five seconds more after each `slow_down` (or what that says, if it
/// is more; and for more still if one follows another), for twice as long after each poll without an answer,
/// and with [`Clock::sleep`](crate::Clock::sleep).
#[must_use = "nothing is sent before it is awaited"]
pub struct BackchannelToken<P>(Wait<P, BackchannelAuthentication<P>>);

impl<P: Provider> BackchannelToken<P> {
    pub(super) fn new(client: Client<P>, authentication: BackchannelAuthentication<P>) -> Self {
        Self(Wait::new(client, authentication))
    }

    /// Tells every pause before it begins, and how long it will be.
    pub fn on_wait(mut self, hook: impl FnMut(Duration) + Send + 'static) -> Self {
        self.0.on_wait(hook);
        self
    }

    /// Polls until there is a token.
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if the user has refused, or the request has expired or would before the
    /// next poll. [`Error::Provider`] and others if the provider says no for good.
    pub async fn send(self) -> Result<Token<P>, Error>
    where
        P: Ciba,
    {
        self.0.send().await
    }
}

impl<P: Provider> Polled<P> for BackchannelAuthentication<P> {
    const GRANT: &'static str = GRANT;
    const EXPIRED: AgainReason = AgainReason::BackchannelExpired;

    fn call(&self, client: &Client<P>) -> PollCall<P> {
        self.poll(client)
    }

    fn pause(&self) -> Duration {
        self.interval()
    }

    fn slower(&mut self, interval: Duration) {
        self.slow_down(interval);
    }

    fn end(&self) -> SystemTime {
        self.expires_at()
    }
}

impl<P: Provider + Ciba> IntoFuture for BackchannelToken<P> {
    type Output = Result<Token<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> fmt::Debug for BackchannelToken<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("BackchannelToken").field(self.0.what()).finish()
    }
}
