//! A device authorization that has begun: what to show the user, and what to ask for the token with.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::json;

use crate::core::Origin;
use crate::error::Error;
use crate::provider::Provider;
use crate::secret::Secret;
use crate::store::{Stored, millis, owned_text};

const KIND: &str = "device";

/// A device authorization that has begun (RFC 8628, 3.2).
///
/// Show the user [`DeviceAuthorization::verification_uri`] and [`DeviceAuthorization::user_code`], or
/// the complete address as a QR code beside the user code, and wait with
/// [`Client::device_token`](crate::Client::device_token).
pub struct DeviceAuthorization<P> {
    pub(super) origin: Arc<Origin>,
    pub(super) device_code: Secret,
    pub(super) user_code: String,
    pub(super) verification_uri: String,
    pub(super) verification_uri_complete: Option<String>,
    pub(super) expires_at: SystemTime,
    pub(super) interval: Duration,
    /// The scope that was asked for, where the poll repeats it.
    pub(super) scope: Option<String>,
    pub(super) provider: PhantomData<fn() -> P>,
}

impl<P> DeviceAuthorization<P> {
    /// What the user types in at the address.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where the user goes.
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// The same with the user code in it, for a QR code or a link. Show the user code all the same: the
    /// user compares it (RFC 8628, 3.3.1).
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.verification_uri_complete.as_deref()
    }

    /// When the codes expire.
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

    /// The authorization as text, to go on after a restart: JSON with a version.
    ///
    /// **It holds the device code in clear**, which gets the token once the user has agreed.
    pub fn save(&self) -> String {
        let members = json!({
            "device_code": self.device_code.expose(),
            "user_code": self.user_code,
            "verification_uri": self.verification_uri,
            "verification_uri_complete": self.verification_uri_complete,
            "expires_at": millis(self.expires_at),
            "interval": self.interval.as_secs(),
            "scope": self.scope,
        });
        owned_text(KIND, &self.origin, members)
    }

    pub(super) fn restore_any(provider: &'static str, text: &str) -> Result<Self, Error> {
        let (stored, origin) = Stored::owned(KIND, provider, text)?;
        let optional = |name: &str| stored.optional_text(name).map(str::to_owned);
        Ok(Self {
            device_code: Secret::from(stored.text("device_code")?),
            user_code: stored.text("user_code")?.to_owned(),
            verification_uri: stored.text("verification_uri")?.to_owned(),
            verification_uri_complete: optional("verification_uri_complete"),
            expires_at: stored.time("expires_at")?,
            interval: Duration::from_secs(stored.number("interval")?),
            scope: optional("scope"),
            origin,
            provider: PhantomData,
        })
    }
}

impl<P: Provider> DeviceAuthorization<P> {
    /// Takes up an authorization that [`DeviceAuthorization::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or of another provider.
    pub fn restore(text: &str) -> Result<Self, Error> {
        Self::restore_any(P::spec().name, text)
    }
}

impl<P> Clone for DeviceAuthorization<P> {
    fn clone(&self) -> Self {
        Self {
            origin: self.origin.clone(),
            device_code: self.device_code.clone(),
            user_code: self.user_code.clone(),
            verification_uri: self.verification_uri.clone(),
            verification_uri_complete: self.verification_uri_complete.clone(),
            expires_at: self.expires_at,
            interval: self.interval,
            scope: self.scope.clone(),
            provider: PhantomData,
        }
    }
}

impl<P> fmt::Debug for DeviceAuthorization<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DeviceAuthorization")
            .field("of", &self.origin.shown())
            .field("user_code", &self.user_code)
            .field("verification_uri", &self.verification_uri)
            .field("expires_at", &self.expires_at)
            .field("interval", &self.interval)
            .finish_non_exhaustive()
    }
}
