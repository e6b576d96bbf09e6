//! Points in time, as they are written in what is signed.

use std::time::{Duration, SystemTime};

use oauth_spec::TimeFormat;

use crate::time::from_date;

/// The point in time that a text says.
pub(super) fn instant(text: &str, format: TimeFormat) -> Option<SystemTime> {
    let since = match format {
        TimeFormat::Unix => Duration::from_secs(number(text)?),
        TimeFormat::UnixMilliseconds => Duration::from_millis(number(text)?),
        TimeFormat::Rfc3339 | TimeFormat::DateTime(_) => return from_date(text, format),
    };
    SystemTime::UNIX_EPOCH.checked_add(since)
}

/// Digits and nothing else.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_moment_in_every_notation() {
        let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        for (text, format) in [
            ("1700000000", TimeFormat::Unix),
            ("1700000000000", TimeFormat::UnixMilliseconds),
            ("2023-11-14T15:13:20-07:00", TimeFormat::Rfc3339),
            ("2023-11-15 06:13:20", TimeFormat::DateTime(480)),
        ] {
            assert_eq!(instant(text, format), Some(moment), "{text}");
        }
    }

    #[test]
    fn whatever_is_no_number_is_no_time() {
        for text in ["", "-1", "+1", "1.5", " 1", "99999999999999999999999", "18446744073709551615"]
        {
            assert_eq!(instant(text, TimeFormat::Unix), None, "{text}");
        }
    }
}
