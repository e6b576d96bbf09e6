//! A logout that has begun.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::json;
use subtle::ConstantTimeEq as _;

use crate::core::{Core, Origin};
use crate::error::{CallbackError, Error};
use crate::provider::Provider;
use crate::query::{Pairs, query_of};
use crate::store::{Stored, millis, owned_text};

const KIND: &str = "logout";

/// A logout that has begun: send the browser to [`PendingLogout::url`]. Where it comes back, keep this in the
/// user's own session until then.
pub struct PendingLogout<P> {
    origin: Arc<Origin>,
    begun: SystemTime,
    url: String,
    state: Option<String>,
    provider: PhantomData<fn() -> P>,
}

impl<P> PendingLogout<P> {
    pub(super) fn new(
        origin: Arc<Origin>,
        begun: SystemTime,
        url: String,
        state: Option<String>,
    ) -> Self {
        Self { origin, begun, url, state, provider: PhantomData }
    }

    /// Where to send the browser. It may hold an ID token: do not log it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The `state` that will come back; none if the browser does not.
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// It as text, to be kept while the browser is away: JSON with a version. The URL is not in it: the
    /// browser has it.
    pub fn save(&self) -> String {
        let members = json!({
            "begun_at": millis(self.begun),
            "state": self.state,
        });
        owned_text(KIND, &self.origin, members)
    }

    pub(super) fn accept(&self, core: &Core, callback: &str) -> Result<(), Error> {
        if !core.origin.is_of(&self.origin) {
            let found = self.origin.shown_beside(&core.origin);
            let expected = core.origin.shown_beside(&self.origin);
            return Err(CallbackError::Other { found, expected }.into());
        }
        let pairs = Pairs::parse(query_of(callback));
        let parameter = "state";
        let mut said = pairs.0.iter().filter(|(name, _)| name == parameter);
        let Some((_, first)) = said.next() else {
            return Err(CallbackError::MissingState { parameter }.into());
        };
        if said.next().is_some() {
            return Err(CallbackError::RepeatedParameter { name: parameter.to_owned() }.into());
        }
        let expected = self.state.as_deref().unwrap_or_default();
        let is_ours = bool::from(first.expose().as_bytes().ct_eq(expected.as_bytes()));
        if !is_ours || expected.is_empty() {
            return Err(CallbackError::WrongState.into());
        }
        // A clock that was set back makes nothing old.
        let age = core.clock.now().duration_since(self.begun).unwrap_or(Duration::ZERO);
        if age > core.pending_lifetime {
            return Err(CallbackError::Expired { limit: core.pending_lifetime }.into());
        }
        Ok(())
    }
}

impl<P: Provider> PendingLogout<P> {
    /// Takes up a logout that [`PendingLogout::save`] wrote; its URL is empty.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or of another provider.
    pub fn restore(text: &str) -> Result<Self, Error> {
        let (stored, origin) = Stored::owned(KIND, P::spec().name, text)?;
        let state = stored.optional_text("state").map(str::to_owned);
        Ok(Self::new(origin, stored.time("begun_at")?, String::new(), state))
    }
}

impl<P> fmt::Debug for PendingLogout<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PendingLogout")
            .field("of", &self.origin.shown())
            .field("begun_at", &self.begun)
            .finish_non_exhaustive()
    }
}
