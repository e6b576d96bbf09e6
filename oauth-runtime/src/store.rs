//! What all stored texts have in common: JSON with a version, a kind, and whose it is.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value as Json;

use crate::answer::{Document, Members};
use crate::core::Origin;
use crate::error::StoredError;

/// The version of every stored text that this release writes.
pub(crate) const VERSION: u64 = 1;

/// A stored text, taken apart.
pub(crate) struct Stored<'a> {
    kind: &'a str,
    shown: &'static str,
    members: Members,
}

/// Milliseconds since 1970.
pub(crate) fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

impl<'a> Stored<'a> {
    pub(crate) fn parse(kind: &'a str, text: &str) -> Result<Self, StoredError> {
        let shown = match kind {
            "token" => "token",
            "pending" => "pending authorization",
            "device" => "device authorization",
            "ciba" => "backchannel authentication",
            "logout" => "pending logout",
            "discovered" => "metadata",
            "key" => "key",
            "registration" => "client registration",
            _ => "accepted callback",
        };
        let broken = |what: &str| StoredError::Broken { kind: shown, what: what.to_owned() };
        let members = crate::json::object(text.as_bytes());
        let members = Members(members.ok_or_else(|| broken("it is not a JSON object"))?);
        let stored = Self { kind, shown, members };
        let version = stored.number("version")?;
        if version != VERSION {
            return Err(StoredError::Version { kind: shown, found: version, known: VERSION });
        }
        if stored.text("kind")? != stored.kind {
            return Err(broken("it is something else that was stored"));
        }
        Ok(stored)
    }

    pub(crate) fn broken(&self, what: &str) -> StoredError {
        StoredError::Broken { kind: self.shown, what: what.to_owned() }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.members.0.get(name)
    }

    /// A list of texts; empty if there is none.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let Some(Json::Array(list)) = self.get(name) else { return Vec::new() };
        let mut texts = Vec::with_capacity(list.len());
        for text in list {
            if let Json::String(text) = text {
                texts.push(text.clone());
            }
        }
        texts
    }

    pub(crate) fn optional_text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Json::as_str)
    }

    pub(crate) fn text(&self, name: &str) -> Result<&str, StoredError> {
        self.optional_text(name).ok_or_else(|| self.broken(&format!("`{name}` is missing")))
    }

    pub(crate) fn number(&self, name: &str) -> Result<u64, StoredError> {
        let number = self.get(name).and_then(Json::as_u64);
        number.ok_or_else(|| self.broken(&format!("`{name}` is missing")))
    }

    pub(crate) fn time(&self, name: &str) -> Result<SystemTime, StoredError> {
        self.number(name)?;
        self.optional_time(name).ok_or_else(|| self.broken(&format!("`{name}` is no time")))
    }

    pub(crate) fn optional_time(&self, name: &str) -> Option<SystemTime> {
        let millis = self.get(name).and_then(Json::as_u64)?;
        UNIX_EPOCH.checked_add(Duration::from_millis(millis))
    }

    /// A text that belongs to a client, and whose it says it is: one of another provider is refused. A client whose
    /// spec is only known at run time has no name here.
    pub(crate) fn owned(
        kind: &'a str,
        provider: &'static str,
        text: &str,
    ) -> Result<(Self, Arc<Origin>), StoredError> {
        let stored = Self::parse(kind, text)?;
        let origin = Origin::restore(stored.text("provider")?, &stored.members.0);
        if provider.is_empty() || *origin.provider == *provider {
            return Ok((stored, Arc::new(origin)));
        }
        let (found, expected) = (origin.shown(), format!("`{provider}`"));
        Err(StoredError::Other { kind: stored.shown, found, expected })
    }
}

/// The text of something that belongs to a client: an object's members, and what all stored texts have.
pub(crate) fn owned_text(kind: &str, origin: &Origin, members: Json) -> String {
    let mut members = Document(members);
    if let Some(members) = members.0.as_object_mut() {
        members.insert("version".to_owned(), VERSION.into());
        members.insert("kind".to_owned(), kind.into());
        origin.save(members);
    }
    text_of(&members)
}

/// The text of an object that holds secrets: whoever asks for it keeps it, and nothing of it stays here.
pub(crate) fn text_of(members: &Document) -> String {
    let text = members.as_object().map(crate::json::written).unwrap_or_default();
    // JSON is UTF-8.
    String::from_utf8(text).unwrap_or_default()
}
