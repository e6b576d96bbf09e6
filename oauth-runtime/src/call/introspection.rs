//! What the introspection endpoint says about a token (RFC 7662, 2.2).

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value as Json};

use crate::answer::{Members, seconds};

/// What is known of a token at the provider.
#[derive(Clone)]
pub struct Introspection {
    members: Members,
    is_active: bool,
}

impl Introspection {
    /// What was said at that time. Nothing but the boolean says that a token is good, and of one whose time is over
    /// nothing does, whoever has kept the answer for how long (RFC 7662, 4).
    pub(super) fn new(members: Map<String, Json>, now: SystemTime) -> Self {
        let is_active = members.get("active") == Some(&Json::Bool(true));
        let mut said = Self { members: Members(members), is_active: false };
        let ends = said.members.0.get("exp").is_some_and(|exp| !exp.is_null());
        said.is_active = is_active && (!ends || said.expires_at().is_some_and(|at| now < at));
        said
    }

    /// What there is to say about no token at all.
    pub(super) fn of_nothing() -> Self {
        Self { members: Members::default(), is_active: false }
    }

    /// Whether the token was good when it was asked about: `active` is `true`, and `exp`, if there is one, had not
    /// passed.
    pub fn is_active(&self) -> bool {
        self.is_active
    }

    /// When it expires.
    pub fn expires_at(&self) -> Option<SystemTime> {
        let since = Duration::from_secs(seconds(self.members.0.get("exp")?)?);
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
        &self.members.0
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.members.0.get(name).and_then(Json::as_str)
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
