//! Waiting for the token of a device: polls as often as the provider wants, until something is decided.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::GRANT;
use super::authorization::DeviceAuthorization;
use super::poll::DevicePoll;
use crate::client::Client;
use crate::error::{AgainReason, AuthorizeAgain, Error};
use crate::grants::DeviceCode;
use crate::provider::Provider;
use crate::token::Token;
use crate::transport::BoxFuture;

/// How often the pause is doubled while there is no usable answer.
const DOUBLINGS: u32 = 6;

type Hook = Box<dyn FnMut(Duration) + Send>;

/// Waits for the token of a device authorization. `.await` begins.
///
/// It waits for the interval before each poll, for five seconds more after each `slow_down` (or what
/// that says), for twice as long after each poll without an answer (RFC 8628, 3.5), and with
/// [`Clock::sleep`](crate::Clock::sleep).
#[must_use = "nothing is sent before it is awaited"]
pub struct DeviceToken<P> {
    client: Client<P>,
    device: DeviceAuthorization<P>,
    hook: Option<Hook>,
}

impl<P: Provider> DeviceToken<P> {
    pub(super) fn new(client: Client<P>, device: DeviceAuthorization<P>) -> Self {
        Self { client, device, hook: None }
    }

    /// Tells every pause before it begins, and how long it will be.
    pub fn on_wait(mut self, hook: impl FnMut(Duration) + Send + 'static) -> Self {
        self.hook = Some(Box::new(hook));
        self
    }

    /// Polls until there is a token.
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if the user has refused, or the codes have expired or would before the
    /// next poll. [`Error::Provider`] and others if the provider says no for good.
    pub async fn send(mut self) -> Result<Token<P>, Error>
    where
        P: DeviceCode,
    {
        let clock = self.client.core().clock.clone();
        let mut silences = 0;
        let mut floor = Duration::ZERO;
        let mut trouble = None;
        loop {
            let pause = self.device.interval.saturating_mul(1 << silences).max(floor);
            let next = clock.now().checked_add(pause);
            if next.is_none_or(|next| next >= self.device.expires_at) {
                let title = self.client.spec().title;
                let reason = AgainReason::DeviceExpired;
                return Err(AuthorizeAgain::new(title, GRANT, reason, trouble).into());
            }
            if let Some(hook) = &mut self.hook {
                hook(pause);
            }
            clock.sleep(pause).await;
            floor = Duration::ZERO;
            match self.client.poll(&self.device).send().await {
                Ok(DevicePoll::Token(token)) => return Ok(token),
                Ok(DevicePoll::Pending) => (silences, trouble) = (0, None),
                Ok(DevicePoll::SlowDown(interval)) => {
                    self.device.slow_down(interval);
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

impl<P: Provider + DeviceCode> IntoFuture for DeviceToken<P> {
    type Output = Result<Token<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> fmt::Debug for DeviceToken<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DeviceToken").field("device", &self.device).finish_non_exhaustive()
    }
}
