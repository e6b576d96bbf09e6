//! What the introspection endpoint says about a token (RFC 7662, 2.2).

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value as Json};

use crate::answer::{Members, seconds};

/// What is known of a token at the provider.
#[derive(Clone)]
pub struct Introspection(Members);

impl Introspection {
    pub(super) fn new(members: Map<String, Json>) -> Self {
        Self(Members(members))
    }

    /// Whether the token is good now.
    pub fn is_active(&self) -> bool {
        self.0.0.get("active").is_some_and(|active| match active {
            Json::Bool(active) => *active,
            Json::String(active) => active == "true",
            _ => false,
        })
    }

    /// When it expires.
    pub fn expires_at(&self) -> Option<SystemTime> {
        let since = Duration::from_secs(seconds(self.0.0.get("exp")?)?);
        UNIX_EPOCH.checked_add(since)
    }

    /// Its scope, as the provider writes it.
    pub fn scope(&self) -> Option<&str> {
        self.text("scope")
    }

    /// Whom it was issued to.
    pub fn client_id(&self) -> Option<&str> {
        self.text("client_id")
    }

    /// Whose resources it opens.
    pub fn subject(&self) -> Option<&str> {
        self.text("sub")
    }

    /// Everything that was said.
    pub fn members(&self) -> &Map<String, Json> {
        &self.0.0
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.0.get(name).and_then(Json::as_str)
    }
}

impl fmt::Debug for Introspection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Introspection")
            .field("active", &self.is_active())
            .field("expires_at", &self.expires_at())
            .finish_non_exhaustive()
    }
}
