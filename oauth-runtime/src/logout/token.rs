//! What a logout token says, once it was verified.

use std::fmt;
use std::time::SystemTime;

use serde_json::{Map, Value as Json};

use super::refused::LogoutTokenError;
use crate::answer::Members;
use crate::error::Error;
use crate::time::claimed;

/// The member of `events` that makes a token one of logout (Back-Channel Logout, 2.4).
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A verified logout token: who has signed out (Back-Channel Logout, 2.4).
#[derive(Clone)]
pub struct LogoutToken(Members);

impl LogoutToken {
    /// Signature, issuer, audience and times have been checked before.
    pub(super) fn new(claims: Map<String, Json>) -> Result<Self, Error> {
        let text = |name: &str| claims.get(name).and_then(Json::as_str).unwrap_or_default();
        let is_event = claims
            .get("events")
            .and_then(Json::as_object)
            .and_then(|events| events.get(EVENT))
            .is_some_and(Json::is_object);
        let reason = if !is_event {
            "its `events` are not those of a logout: it may be an ID token"
        } else if claims.contains_key("nonce") {
            "it has a `nonce`, which no logout token has: it may be an ID token"
        } else if text("jti").is_empty() {
            "it has no `jti`"
        } else if text("sub").is_empty() && text("sid").is_empty() {
            "it says neither who has signed out (`sub`) nor of which session (`sid`)"
        } else {
            return Ok(Self(Members(claims)));
        };
        Err(LogoutTokenError::new(reason).into())
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.0.get(name).and_then(Json::as_str).filter(|text| !text.is_empty())
    }

    /// Who has issued it (`iss`).
    pub fn issuer(&self) -> &str {
        self.text("iss").unwrap_or_default()
    }

    /// Who has signed out (`sub`): that of the ID token. Without [`LogoutToken::session`] all sessions of
    /// this user end.
    pub fn subject(&self) -> Option<&str> {
        self.text("sub")
    }

    /// The session that has ended (`sid`): that of the ID token.
    pub fn session(&self) -> Option<&str> {
        self.text("sid")
    }

    /// What tells it from others (`jti`): one that was seen already has been refused.
    pub fn replay_id(&self) -> &str {
        self.text("jti").unwrap_or_default()
    }

    /// Until when it is good (`exp`).
    pub(super) fn expires_at(&self) -> Option<SystemTime> {
        claimed(&self.0.0, "exp").ok().flatten()
    }

    /// All that it claims.
    pub fn members(&self) -> &Map<String, Json> {
        &self.0.0
    }
}

impl fmt::Debug for LogoutToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("LogoutToken").field(&self.0).finish()
    }
}
