//! The metadata of a provider, as it was read.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use oauth_spec::{ClientAuthentication, ProviderSpec};
use serde_json::{Map, Value as Json, json};
use url::Url;

use crate::cache_control::lifetime;
use crate::error::Error;
use crate::inner::InnerNetwork;
use crate::store::{Stored, millis};

const KIND: &str = "discovered";
/// How long metadata counts that does not say it.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The metadata of a provider (RFC 8414, 2), to be kept by the application for as long as it counts.
///
/// It holds no secrets. Whatever it says, a client is built from it only after the same checks as when it
/// was fetched.
#[derive(Clone, PartialEq)]
pub struct Discovered {
    members: Map<String, Json>,
    expires_at: SystemTime,
}

impl Discovered {
    pub(super) fn new(members: Map<String, Json>, headers: &HeaderMap, now: SystemTime) -> Self {
        let lifetime = lifetime(headers).unwrap_or(LIFETIME);
        Self { members, expires_at: now.checked_add(lifetime).unwrap_or(now) }
    }

    /// Whose it is.
    pub fn issuer(&self) -> &str {
        self.members.get("issuer").and_then(Json::as_str).unwrap_or_default()
    }

    /// Everything that was said.
    pub fn members(&self) -> &Map<String, Json> {
        &self.members
    }

    /// Until when it counts: as `Cache-Control` says, else a day from when it was fetched.
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// The metadata as text, to be stored: JSON with a version.
    pub fn save(&self) -> String {
        let stored = json!({
            "version": crate::store::VERSION,
            "kind": KIND,
            "expires_at": millis(self.expires_at),
            "document": self.members,
        });
        stored.to_string()
    }

    /// Takes up metadata that [`Discovered::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken or of another version.
    pub fn restore(text: &str) -> Result<Self, Error> {
        let stored = Stored::parse(KIND, text)?;
        let members = stored.get("document").and_then(Json::as_object).cloned();
        let members = members.ok_or_else(|| stored.broken("`document` is missing"))?;
        Ok(Self { members, expires_at: stored.time("expires_at")? })
    }

    /// The address of an endpoint that the declaration leaves to the metadata. A client that shows a
    /// certificate goes to the alias for that, if there is one (RFC 8705, 5).
    pub(crate) fn endpoint(
        &self,
        spec: &ProviderSpec,
        member: &str,
        way: Option<ClientAuthentication>,
    ) -> Option<Url> {
        spec.discovery.filter(|discovery| discovery.believes(member))?;
        let shows = |way: ClientAuthentication| spec.client.certificate || way.shows_certificate();
        let by_certificate = way.is_some_and(shows);
        let aliases = self.members.get("mtls_endpoint_aliases").filter(|_| by_certificate);
        let text = aliases.and_then(|aliases| aliases.get(member)).or(self.members.get(member));
        // What it says has been checked; what is no address then is none.
        text.and_then(Json::as_str).and_then(|text| Url::parse(text).ok())
    }

    /// Whether a request to an endpoint of this document must stay outside of inner networks.
    pub(crate) fn keeps_out(&self, url: &Url, inner: InnerNetwork) -> bool {
        match Url::parse(self.issuer()) {
            Ok(issuer) => inner.keeps_out(url, Some(&issuer)),
            Err(_) => inner != InnerNetwork::Anywhere,
        }
    }

    /// A list of what is supported, if the document has it and it is believed.
    pub(crate) fn supported(&self, spec: &ProviderSpec, member: &str) -> Option<Vec<&str>> {
        spec.discovery.filter(|discovery| discovery.believes(member))?;
        Some(self.members.get(member)?.as_array()?.iter().filter_map(Json::as_str).collect())
    }
}

impl fmt::Debug for Discovered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Discovered")
            .field("issuer", &self.issuer())
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
