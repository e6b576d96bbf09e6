//! An authentication that has begun: what the token is asked for with.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::json;

use super::GRANT;
use crate::client::Client;
use crate::core::Origin;
use crate::device::{Asked, PollCall};
use crate::error::{AgainReason, Error};
use crate::provider::Provider;
use crate::secret::Secret;
use crate::store::{Stored, millis, owned_text};
use crate::value::Value;

const KIND: &str = "ciba";

/// A backchannel authentication that has begun (CIBA Core, 7.3): the provider asks the user. Wait for the
/// token with [`Client::ciba_token`](crate::Client::ciba_token).
pub struct BackchannelAuthentication<P> {
    pub(super) origin: Arc<Origin>,
    id: Secret,
    expires_at: SystemTime,
    interval: Duration,
    /// The scope that was asked for: whether an ID token must come is known by it.
    scope: Option<String>,
    provider: PhantomData<fn() -> P>,
}

impl<P> BackchannelAuthentication<P> {
    pub(super) fn new(
        origin: Arc<Origin>,
        id: Secret,
        expires_at: SystemTime,
        interval: Duration,
        scope: Option<String>,
    ) -> Self {
        Self { origin, id, expires_at, interval, scope, provider: PhantomData }
    }

    /// `auth_req_id`: what the provider knows it by.
    pub fn id(&self) -> &Secret {
        &self.id
    }

    /// Until when the user can agree.
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// How long to wait between two polls.
    pub fn interval(&self) -> Duration {
        self.interval
    }

    /// Takes over the interval that [`DevicePoll::SlowDown`](crate::DevicePoll::SlowDown) says: it holds
    /// for every poll that follows.
    pub fn slow_down(&mut self, interval: Duration) {
        self.interval = self.interval.max(interval);
    }

    /// The authentication as text, to go on after a restart: JSON with a version.
    ///
    /// **It holds `auth_req_id` in clear**, which gets the token once the user has agreed.
    pub fn save(&self) -> String {
        let members = json!({
            "auth_req_id": self.id.expose(),
            "expires_at": millis(self.expires_at),
            "interval": self.interval.as_secs(),
            "scope": self.scope,
        });
        owned_text(KIND, &self.origin, members)
    }

    pub(super) fn restore_any(provider: &'static str, text: &str) -> Result<Self, Error> {
        let (stored, origin) = Stored::owned(KIND, provider, text)?;
        Ok(Self {
            id: Secret::from(stored.text("auth_req_id")?),
            expires_at: stored.time("expires_at")?,
            interval: Duration::from_secs(stored.number("interval")?),
            scope: stored.optional_text("scope").map(str::to_owned),
            origin,
            provider: PhantomData,
        })
    }
}

impl<P: Provider> BackchannelAuthentication<P> {
    /// Takes up an authentication that [`BackchannelAuthentication::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or of another provider.
    pub fn restore(text: &str) -> Result<Self, Error> {
        Self::restore_any(P::spec().name, text)
    }

    pub(super) fn poll(&self, client: &Client<P>) -> PollCall<P> {
        let asked = Asked {
            grant: GRANT,
            what: "backchannel authentication",
            values: vec![("auth_req_id", Value::Secret(self.id.clone()))],
            origin: &self.origin,
            scope: self.scope.as_deref(),
            interval: self.interval,
            member: "interval",
            denied: AgainReason::BackchannelDenied,
            expired: AgainReason::BackchannelExpired,
        };
        PollCall::new(client, asked)
    }
}

impl<P> Clone for BackchannelAuthentication<P> {
    fn clone(&self) -> Self {
        Self {
            origin: self.origin.clone(),
            id: self.id.clone(),
            expires_at: self.expires_at,
            interval: self.interval,
            scope: self.scope.clone(),
            provider: PhantomData,
        }
    }
}

impl<P> fmt::Debug for BackchannelAuthentication<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BackchannelAuthentication")
            .field("of", &self.origin.shown())
            .field("expires_at", &self.expires_at)
            .field("interval", &self.interval)
            .finish_non_exhaustive()
    }
}
