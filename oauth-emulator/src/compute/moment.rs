//! Points in time, as declarations write them.

use std::time::{Duration, SystemTime};

use oauth_spec::{TimeFormat, Unit};
use serde_json::{Value, json};

/// Whole seconds since 1970.
pub(crate) fn unix(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}

/// How many whole ones of a unit a length of time is. What is less than a minute is told as one: zero would be over,
/// or mean never.
pub(crate) fn count(unit: Unit, time: Duration) -> u64 {
    match unit {
        Unit::Seconds => time.as_secs(),
        Unit::Milliseconds => time.as_secs().saturating_mul(1000),
        Unit::Minutes => (time.as_secs() / 60).max(1),
    }
}

/// As JSON: a number where it counts, a text where it is written out.
pub(crate) fn json(format: TimeFormat, time: SystemTime) -> Value {
    match format {
        TimeFormat::Unix => json!(unix(time)),
        TimeFormat::UnixMilliseconds => json!(unix_ms(time)),
        TimeFormat::Rfc3339 => json!(rfc3339(time)),
        TimeFormat::DateTime(ahead) => json!(in_zone(time, ahead)),
    }
}

/// As text.
pub(crate) fn text(format: TimeFormat, time: SystemTime) -> String {
    crate::sample::text(&json(format, time))
}

/// Whether a text is now in that format, by one of these clocks.
pub(crate) fn is_now(format: TimeFormat, text: &str, clocks: &[SystemTime]) -> bool {
    clocks.iter().any(|clock| {
        let (first, last) = (*clock - APART, *clock + APART);
        let is_between = |written: &dyn Fn(SystemTime) -> String| {
            // Written in this way they are in the order of time.
            let length = "0000-00-00T00:00:00".len();
            let time = text.get(..length).unwrap_or_default();
            let (first, last) = (written(first), written(last));
            shape(time) == shape(&first[..length])
                && (&first[..length]..=&last[..length]).contains(&time)
        };
        let is_counted = |count: &dyn Fn(SystemTime) -> u64| {
            let number = text.parse().ok().filter(|_| !text.starts_with('+'));
            number.is_some_and(|number: u64| (count(first)..=count(last)).contains(&number))
        };
        match format {
            TimeFormat::Unix => is_counted(&unix),
            TimeFormat::UnixMilliseconds => is_counted(&unix_ms),
            TimeFormat::Rfc3339 => {
                is_between(&rfc3339) && (text.ends_with('Z') || text.ends_with("+00:00"))
            }
            TimeFormat::DateTime(ahead) => {
                is_between(&|time| in_zone(time, ahead))
                    && text.len() == in_zone(*clock, ahead).len()
            }
        }
    })
}

/// Whether seconds since 1970 are about what a clock shows.
pub(crate) fn is_at(clock: SystemTime, seconds: u64) -> bool {
    (unix(clock - APART)..=unix(clock + APART)).contains(&seconds)
}

/// How far the client's clock may be from another.
const APART: Duration = Duration::from_secs(600);

/// A text with 0 for each digit.
fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn unix_ms(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// `2026-11-21T22:36:00Z` (RFC 3339).
fn rfc3339(time: SystemTime) -> String {
    let (date, clock) = calendar(unix(time));
    format!("{date}T{clock}Z")
}

/// `2026-11-22 06:36:00`, by a clock that is so many minutes ahead.
fn in_zone(time: SystemTime, ahead: i16) -> String {
    let (date, clock) = calendar(unix(time).saturating_add_signed(i64::from(ahead) * 60));
    format!("{date} {clock}")
}

/// The day and the time of day, in the Gregorian calendar.
fn calendar(seconds: u64) -> (String, String) {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Years begin in March here, so that the odd day is the last one of a year.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let (month, late) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + late;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    (format!("{year:04}-{month:02}-{date:02}"), format!("{hour:02}:{minute:02}:{second:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let at = |seconds| rfc3339(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(at(1_078_012_800), "2004-02-29T00:00:00Z");
        assert_eq!(at(1_795_300_560), "2026-11-21T22:36:00Z");
        assert_eq!(at(4_107_542_399), "2100-02-28T23:59:59Z");
    }

    #[test]
    fn formats_are_told_apart() {
        let now = SystemTime::now();
        for (_, format) in TimeFormat::WORDS {
            let (early, late) = (now - Duration::from_secs(3600), now + Duration::from_secs(3600));
            let sent = text(*format, now);
            assert!(is_now(*format, &sent, &[now]) && is_now(*format, &sent, &[early, now]));
            assert!(!is_now(*format, &sent, &[early, late]), "{sent}");
            for wrong in ["soon".to_owned(), format!("{sent}x"), format!(" {sent}"), String::new()]
            {
                assert!(!is_now(*format, &wrong, &[now]), "{wrong}");
            }
        }
        assert!(!is_now(TimeFormat::Unix, &text(TimeFormat::UnixMilliseconds, now), &[now]));
    }

    #[test]
    fn a_time_of_another_zone_is_another_time() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_300_560);
        let later = now + Duration::from_secs(3600);
        let china = TimeFormat::DateTime(480);
        assert_eq!(text(china, now), "2026-11-22 06:36:00");
        assert_eq!(text(TimeFormat::DateTime(-210), now), "2026-11-21 19:06:00");
        for (sent, is_right) in [
            ("2026-11-22 06:36:00", true),
            ("2026-11-22 06:27:00", true),
            ("2026-11-22 06:25:00", false),
            ("2026-11-21 22:36:00", false),
            ("2026-11-22T06:36:00", false),
        ] {
            assert_eq!(is_now(china, sent, &[now]), is_right, "{sent}");
            assert_eq!(is_now(china, sent, &[later, now]), is_right, "{sent}");
        }
    }
}
