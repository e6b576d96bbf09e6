//! A page that gives consent and no code: away and back, and nothing to exchange.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use super::accept::{believe, belongs};
use super::received::{Came, fields, received};
use super::request::Request;
use super::{Flow, PendingData};
use crate::answer::{Members, holds};
use crate::core::Core;
use crate::error::{CallbackError, Error};
use crate::provider::Provider;

/// A consent that is about to be asked for.
#[must_use = "nothing begins before `begin` is called"]
pub struct AskConsent<P> {
    request: Result<Request, Error>,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> AskConsent<P> {
    pub(crate) fn new(core: Arc<Core>, name: &str) -> Self {
        let request = match core.spec.consent(name) {
            Some(consent) => {
                let mut request = Request::new(core, Flow::Consent);
                request.details().consent = Some(consent.name);
                Ok(request)
            }
            None => Err(core.lacks(&format!("the consent `{name}`"))),
        };
        Self { request, provider: PhantomData }
    }

    /// Sends a further parameter. One that the request has already is refused by `begin`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Ok(request) = &mut self.request {
            request.extra.push((name.into(), value.into()));
        }
        self
    }

    /// Makes `state` and the URL.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings lack something that the request needs.
    pub fn begin(self) -> Result<PendingConsent<P>, Error> {
        Ok(PendingConsent { data: self.request?.begin()?, provider: PhantomData })
    }
}

impl<P> fmt::Debug for AskConsent<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AskConsent").finish_non_exhaustive()
    }
}

/// A consent that was asked for: it waits for the browser to come back, and counts once.
pub struct PendingConsent<P> {
    pub(crate) data: PendingData,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> PendingConsent<P> {
    /// Where to send the browser.
    pub fn url(&self) -> &str {
        &self.data.url
    }

    /// When it began.
    pub fn begun_at(&self) -> SystemTime {
        self.data.begun
    }

    /// The `state` that will come back (RFC 6749, 10.12).
    pub fn state(&self) -> &str {
        self.data.state.text()
    }

    /// It as text, to be kept while the browser is away, as [`Pending::save`](crate::Pending::save).
    pub fn save(&self) -> String {
        self.data.save()
    }

    /// Takes up what [`PendingConsent::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or of another provider.
    pub fn restore(text: &str) -> Result<Self, Error> {
        let data = PendingData::restore(P::spec().name, text)?;
        Ok(Self { data, provider: PhantomData })
    }
}

impl<P> fmt::Debug for PendingConsent<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PendingConsent")
            .field("of", &self.data.origin.shown())
            .field("begun_at", &self.data.begun)
            .finish_non_exhaustive()
    }
}

/// Accepts the callback of a consent: its fields, by their names.
pub(crate) fn accept_consent(
    core: &Core,
    pending: &PendingData,
    name: &str,
    callback: Came<'_>,
) -> Result<Members, Error> {
    let Some(consent) = core.spec.consent(name) else {
        return Err(core.lacks(&format!("the consent `{name}`")));
    };
    belongs(core, pending, Flow::Consent, Some(name))?;
    let members = received(core, callback)?;
    believe(core, pending, Some(name), &members)?;
    if let Some(success) = &consent.success {
        let document = members.clone().into_json();
        if !holds(success, &document) {
            return Err(CallbackError::NoConsent.into());
        }
    }
    fields(core, consent.fields, &members)
}
