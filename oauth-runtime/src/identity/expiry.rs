//! Until when a token is good, as an answer about it says.

use std::time::Duration;

use serde_json::{Map, Value as Json};

/// When the claims of an answer say that it expires (RFC 7662, 2.2).
pub(crate) fn expiry(claims: &Map<String, Json>) -> Option<std::time::SystemTime> {
    let since = Duration::from_secs(crate::answer::seconds(claims.get("exp")?)?);
    std::time::UNIX_EPOCH.checked_add(since)
}
