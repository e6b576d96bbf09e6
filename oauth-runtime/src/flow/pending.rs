//! An authorization that has begun: it waits for the browser to come back.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use serde_json::{Map, Value as Json, json};

use super::{Flow, Random};
use crate::core::Origin;
use crate::error::Error;
use crate::provider::Provider;
use crate::secret::Secret;
use crate::store::{Stored, millis, owned_text};
use crate::value::{Value, stored_values, values_to_store};

const KIND: &str = "pending";

/// An authorization that has begun.
///
/// Send the browser to [`Pending::url`] and keep this in the user's own session (never in a place that
/// all users share) until the callback comes. It counts once: a client and its clones refuse the same callback after
/// that. Another client, and another process, cannot know of it: take it out of where it is kept when the callback
/// comes, whatever happens then.
pub struct Pending<P> {
    pub(crate) data: PendingData,
    provider: PhantomData<fn() -> P>,
}

pub(crate) struct PendingData {
    pub(crate) origin: Arc<Origin>,
    pub(crate) flow: Flow,
    pub(crate) begun: SystemTime,
    pub(crate) state: State,
    pub(crate) verifier: Random,
    pub(crate) url: String,
    pub(crate) details: Option<Box<PendingDetails>>,
}

/// What few authorizations have.
#[derive(Default)]
pub(crate) struct PendingDetails {
    /// What the ID token must repeat (OpenID Connect Core, 3.1.3.7).
    pub(crate) nonce: Option<Secret>,
    /// The redirect URI of this authorization, where it is another each time.
    pub(crate) redirect_uri: Option<String>,
    /// The scope that was asked for, where a later request repeats it.
    pub(crate) scope: Option<String>,
    /// What the application gave, for the exchange too.
    pub(crate) parameters: Vec<(Cow<'static, str>, Value)>,
    /// The consent that it asks for.
    pub(crate) consent: Option<Cow<'static, str>>,
    /// Until when the URL is good, where it refers to a request that was pushed.
    pub(crate) url_expires_at: Option<SystemTime>,
    /// What the token is for.
    pub(crate) resources: Vec<String>,
    /// Whether an access token was asked for that never expires unless its answer says when.
    pub(crate) endless: bool,
}

/// The `state` of a request.
pub(crate) enum State {
    /// Made here.
    Fresh(Random),
    /// Made by whoever stored it, who may have had a state of their own.
    Stored(String),
}

impl State {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Fresh(random) => random.text(),
            Self::Stored(text) => text,
        }
    }
}

impl<P: Provider> Pending<P> {
    pub(crate) fn new(data: PendingData) -> Self {
        Self { data, provider: PhantomData }
    }

    /// Where to send the browser.
    pub fn url(&self) -> &str {
        &self.data.url
    }

    /// Until when the browser must be there, where the URL refers to a request that was pushed
    /// (RFC 9126, 2.2). After that begin anew; a user who has come in time may take longer to decide.
    pub fn url_expires_at(&self) -> Option<SystemTime> {
        self.data.details.as_ref()?.url_expires_at
    }

    /// When it began.
    pub fn begun_at(&self) -> SystemTime {
        self.data.begun
    }

    /// The `state` that will come back (RFC 6749, 10.12): a good key to find this again by.
    pub fn state(&self) -> &str {
        self.data.state.text()
    }

    /// The authorization as text, to be kept while the browser is away: JSON with a version.
    ///
    /// **It holds `state` and the PKCE verifier in clear.** Keep it where only this user's session can
    /// reach it: on the server, or in a cookie that is encrypted.
    pub fn save(&self) -> String {
        self.data.save()
    }

    /// Takes up an authorization that [`Pending::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken, of another version, or of another provider.
    pub fn restore(text: &str) -> Result<Self, Error> {
        PendingData::restore(P::spec().name, text).map(Self::new)
    }
}

impl PendingData {
    pub(crate) fn save(&self) -> String {
        let mut stored = json!({
            "flow": self.flow.name(),
            "begun_at": millis(self.begun),
            "state": self.state.text(),
            "verifier": self.verifier.text(),
            "url": self.url,
        });
        if let (Some(details), Some(stored)) = (&self.details, stored.as_object_mut()) {
            details.save(stored);
        }
        owned_text(KIND, &self.origin, stored)
    }

    pub(crate) fn restore(provider: &'static str, text: &str) -> Result<Self, Error> {
        let (stored, origin) = Stored::owned(KIND, provider, text)?;
        let verifier = Random::restore(stored.text("verifier")?)
            .ok_or_else(|| stored.broken("`verifier` is not what was written"))?;
        let flow = match stored.text("flow")? {
            "authorization_code" => Flow::Code,
            "implicit" => Flow::Implicit,
            "consent" => Flow::Consent,
            _ => return Err(stored.broken("`flow` is unknown").into()),
        };
        Ok(Self {
            flow,
            begun: stored.time("begun_at")?,
            state: State::Stored(stored.text("state")?.to_owned()),
            verifier,
            url: stored.text("url")?.to_owned(),
            details: PendingDetails::restore(&stored).map(Box::new),
            origin,
        })
    }
}

impl PendingDetails {
    pub(super) fn save(&self, stored: &mut Map<String, Json>) {
        let nonce = self.nonce.as_ref().map(Secret::expose);
        let texts = [
            ("nonce", nonce),
            ("redirect_uri", self.redirect_uri.as_deref()),
            ("scope", self.scope.as_deref()),
            ("consent", self.consent.as_deref()),
        ];
        for (name, text) in texts {
            stored.extend(text.map(|text| (name.to_owned(), text.into())));
        }
        if !self.resources.is_empty() {
            stored.insert("resources".to_owned(), json!(self.resources));
        }
        if self.endless {
            stored.insert("endless".to_owned(), true.into());
        }
        if let Some(at) = self.url_expires_at {
            stored.insert("url_expires_at".to_owned(), millis(at).into());
        }
        if !self.parameters.is_empty() {
            stored.insert("given".to_owned(), values_to_store(&self.parameters));
        }
    }

    pub(super) fn restore(stored: &Stored<'_>) -> Option<Self> {
        let text = |name: &str| stored.optional_text(name).map(str::to_owned);
        let details = Self {
            nonce: text("nonce").map(Secret::from),
            redirect_uri: text("redirect_uri"),
            scope: text("scope"),
            consent: text("consent").map(Cow::from),
            parameters: stored.get("given").map(stored_values).unwrap_or_default(),
            url_expires_at: stored.time("url_expires_at").ok(),
            resources: stored.texts("resources"),
            endless: stored.get("endless") == Some(&Json::Bool(true)),
        };
        let is_empty = details.nonce.is_none()
            && details.redirect_uri.is_none()
            && details.scope.is_none()
            && details.consent.is_none()
            && details.url_expires_at.is_none()
            && details.resources.is_empty()
            && !details.endless
            && details.parameters.is_empty();
        (!is_empty).then_some(details)
    }
}

impl<P> fmt::Debug for Pending<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pending")
            .field("of", &self.data.origin.shown())
            .field("grant", &self.data.flow.grant())
            .field("begun_at", &self.data.begun)
            .finish_non_exhaustive()
    }
}
