//! When something expires, as an answer tells it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_spec::{Expiry, TimeFormat};
use serde_json::Value as Json;

use crate::answer::{Members, claims, scalar, seconds};
use crate::time::from_date;

/// What an answer says about an expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nothing: the documented lifetime counts.
    Nothing,
    /// That it never expires, or that nobody is to ask.
    Never,
    /// So long from now.
    In(Duration),
    /// Then.
    At(SystemTime),
}

/// What the answer says. `find` looks for a member by its path.
pub(crate) fn told<'j>(
    expiry: Expiry,
    find: &dyn Fn(&str) -> Option<&'j Json>,
    standard: &Members,
) -> Told {
    let number = |field: &str| find(field).and_then(seconds);
    match expiry {
        Expiry::Never => Told::Never,
        Expiry::Lifetime | Expiry::Introspection => Told::Nothing,
        Expiry::In { field, unit, zero_is_never } => match number(field) {
            None => Told::Nothing,
            Some(0) if zero_is_never && !is_part(find(field)) => Told::Never,
            Some(number) => Told::In(unit.duration(number)),
        },
        Expiry::At { field, format, zero_is_never } => {
            let at = match format {
                TimeFormat::Unix => number(field).map(Duration::from_secs),
                TimeFormat::UnixMilliseconds => number(field).map(Duration::from_millis),
                TimeFormat::Rfc3339 | TimeFormat::DateTime(_) => {
                    let text = find(field).and_then(scalar);
                    if zero_is_never && text.as_deref() == Some("0") {
                        return Told::Never;
                    }
                    return text
                        .and_then(|text| from_date(&text, format))
                        .map_or(Told::Nothing, Told::At);
                }
            };
            match at {
                None => Told::Nothing,
                Some(Duration::ZERO) if zero_is_never && !is_part(find(field)) => Told::Never,
                Some(since) => from_epoch(since),
            }
        }
        Expiry::Jwt => {
            let token = standard.0.get("access_token").and_then(Json::as_str);
            let exp = token.and_then(claims).and_then(|claims| seconds(claims.get("exp")?));
            match exp {
                Some(exp) => from_epoch(Duration::from_secs(exp)),
                None => Told::Nothing,
            }
        }
    }
}

/// Whether a number is a part of one, which is no zero.
fn is_part(found: Option<&Json>) -> bool {
    let number = found.and_then(scalar).and_then(|text| text.trim().parse::<f64>().ok());
    number.is_some_and(|number| number > 0.0)
}

fn from_epoch(since: Duration) -> Told {
    // A time beyond what the clock can say is as good as never.
    UNIX_EPOCH.checked_add(since).map_or(Told::Never, Told::At)
}

impl Told {
    /// The number of seconds that the answer tells.
    pub(crate) fn expires_in(self) -> Option<u64> {
        match self {
            Self::In(time) => Some(time.as_secs()),
            _ => None,
        }
    }

    /// When it expires, if it does; `documented` counts where the answer tells nothing.
    pub(crate) fn at(self, now: SystemTime, documented: Option<SystemTime>) -> Option<SystemTime> {
        match self {
            Self::Nothing => documented,
            Self::Never => None,
            // A time beyond what the clock can say is as good as never.
            Self::In(time) => now.checked_add(time),
            Self::At(at) => Some(at),
        }
    }
}
