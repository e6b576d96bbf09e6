//! Points in time as providers write them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_spec::TimeFormat;
use serde_json::{Map, Value as Json};

const DAY: i64 = 86_400;

/// A point in time as text.
pub(crate) fn written(time: SystemTime, format: TimeFormat) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    match format {
        TimeFormat::Unix => since.as_secs().to_string(),
        TimeFormat::UnixMilliseconds => since.as_millis().to_string(),
        TimeFormat::Rfc3339 => rfc3339(since.as_secs()),
        TimeFormat::DateTime(ahead) => date_time(since.as_secs(), i64::from(ahead) * 60, ' '),
    }
}

/// A point in time from a text with a date; `None` if it is not one.
pub(crate) fn from_date(text: &str, format: TimeFormat) -> Option<SystemTime> {
    match format {
        TimeFormat::DateTime(ahead) => from_rfc3339(&format!("{}{}", text.trim(), zone(ahead))),
        _ => from_rfc3339(text),
    }
}

/// A zone as RFC 3339 writes it.
fn zone(ahead: i16) -> String {
    let sign = if ahead < 0 { '-' } else { '+' };
    let ahead = ahead.unsigned_abs();
    format!("{sign}{:02}:{:02}", ahead / 60, ahead % 60)
}

/// Seconds since 1970 as RFC 3339 writes them, in UTC.
fn rfc3339(seconds: u64) -> String {
    date_time(seconds, 0, 'T') + "Z"
}

/// The day and the time of day, by a clock that is so many seconds ahead of UTC.
fn date_time(seconds: u64, ahead: i64, between: char) -> String {
    // Years beyond 9999 cannot be written; nobody waits for them.
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let seconds = seconds.saturating_add(ahead).clamp(0, 253_402_300_799);
    let (days, rest) = (seconds / DAY, seconds % DAY);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}")
}

/// A point in time from RFC 3339, 5.6; `None` if it is not one, or before 1970.
pub(crate) fn from_rfc3339(text: &str) -> Option<SystemTime> {
    let text = text.trim();
    let (date, rest) = (text.get(..10)?, text.get(11..)?);
    if !matches!(text.as_bytes().get(10)?, b'T' | b't' | b' ') {
        return None;
    }
    let mut date = date.split('-');
    let (year, month, day) =
        (digits(date.next()?, 4)?, digits(date.next()?, 2)?, digits(date.next()?, 2)?);
    let cut = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = rest.split_at(cut);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut clock = clock.split(':');
    let (hour, minute, second) =
        (digits(clock.next()?, 2)?, digits(clock.next()?, 2)?, digits(clock.next()?, 2)?);
    let right = (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60
        && date.next().is_none()
        && clock.next().is_none();
    if !right || fraction.is_empty() {
        return None;
    }
    let seconds = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    let since = u64::try_from(seconds.checked_sub(offset(zone)?)?).ok()?;
    let digit = |digit: u8| digit.is_ascii_digit().then(|| u32::from(digit - b'0'));
    let mut nanoseconds = 0;
    for (place, byte) in fraction.bytes().enumerate() {
        let digit = digit(byte)?;
        if place < 9 {
            nanoseconds += digit * 10_u32.pow(8 - u32::try_from(place).ok()?);
        }
    }
    UNIX_EPOCH.checked_add(Duration::new(since, nanoseconds))
}

/// A point in time as HTTP writes it now (RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`); `None` if it is not one.
pub(crate) fn from_http_date(text: &str) -> Option<SystemTime> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = text.trim().split(' ').skip(1);
    let day = digits(words.next()?, 2)?;
    let month = words.next().filter(|month| month.len() == 3)?;
    let month = MONTHS.find(month).filter(|place| place % 3 == 0)? / 3 + 1;
    let (year, clock) = (digits(words.next()?, 4)?, words.next()?);
    (words.next() == Some("GMT") && words.next().is_none()).then_some(())?;
    from_rfc3339(&format!("{year:04}-{month:02}-{day:02}T{clock}Z"))
}

/// How far a time zone is ahead, in seconds.
fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let (sign, text) = zone.split_at_checked(1)?;
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let ahead = (hours < 24 && minutes < 60).then_some(hours * 3600 + minutes * 60)?;
    match sign {
        "+" => Some(ahead),
        "-" => Some(-ahead),
        _ => None,
    }
}

/// A number of so many digits, and nothing else.
fn digits(text: &str, count: usize) -> Option<i64> {
    let right = text.len() == count && text.bytes().all(|digit| digit.is_ascii_digit());
    right.then(|| text.parse().ok())?
}

fn days_of(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970 to that day: years begin in March, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let before = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    before + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// The day that is that many days after 1970.
fn civil(after: i64) -> (i64, i64, i64) {
    let mut year = 1970 + after / 366;
    while days(year + 1, 1, 1) <= after {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days(year, month + 1, 1) <= after {
        month += 1;
    }
    (year, month, after - days(year, month, 1) + 1)
}

/// A time among the claims of a token (RFC 7519, 2); the error says what is wrong with it.
pub(crate) fn claimed(
    claims: &Map<String, Json>,
    name: &str,
) -> Result<Option<SystemTime>, &'static str> {
    match claims.get(name).map(Json::as_f64) {
        None => Ok(None),
        // Fractions are allowed (RFC 7519, 2), and nothing here is that exact.
        Some(Some(seconds)) => Duration::try_from_secs_f64(seconds)
            .ok()
            .and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since))
            .map(Some)
            .ok_or("a time in it is out of range"),
        Some(None) => Err("a time in it is no number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u64> {
        Some(from_rfc3339(text)?.duration_since(UNIX_EPOCH).unwrap().as_secs())
    }

    #[test]
    fn dates_of_http_are_read() {
        // RFC 9110, 5.6.7.
        assert_eq!(
            from_http_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            UNIX_EPOCH.checked_add(Duration::from_secs(784_111_777))
        );
        for wrong in [
            "",
            "7",
            "Sun, 06 anF 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 31 Feb 1994 08:49:37 GMT",
        ] {
            assert_eq!(from_http_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:00:01Z", 951_825_601),
            ("2026-11-21T22:36:00Z", 1_795_300_560),
            ("2400-12-31T23:59:59Z", 13_601_087_999),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
            assert_eq!(rfc3339(expected), text);
        }
        assert_eq!(seconds("2026-11-21T23:36:00.123456789123+01:00"), Some(1_795_300_560));
        assert_eq!(seconds("2026-11-21 21:36:00-01:00"), Some(1_795_300_560));
        for day in (0..200_000).step_by(7) {
            let (year, month, day_of_month) = civil(day);
            assert_eq!(days(year, month, day_of_month), day);
        }
    }

    #[test]
    fn a_clock_in_a_zone_is_read_as_it_is_written() {
        let moment = UNIX_EPOCH + Duration::from_secs(1_795_300_560);
        for (text, ahead) in [
            ("2026-11-21 22:36:00", 0),
            ("2026-11-22 06:36:00", 480),
            ("2026-11-21 19:06:00", -210),
        ] {
            let format = TimeFormat::DateTime(ahead);
            assert_eq!(written(moment, format), text);
            assert_eq!(from_date(text, format), Some(moment), "{text}");
        }
        for wrong in ["2026-11-21 22:36", "2026-11-21", "2026-11-21 22:36:00Z", "1795300560", ""] {
            for ahead in [0, 480, -210] {
                assert_eq!(from_date(wrong, TimeFormat::DateTime(ahead)), None, "{wrong}");
            }
        }
        assert_eq!(written(UNIX_EPOCH, TimeFormat::DateTime(-60)), "1970-01-01 00:00:00");
    }

    #[test]
    fn whatever_is_no_time_is_refused() {
        for text in [
            "",
            "2026-11-21",
            "2026-11-21T22:36:00",
            "2026-13-21T22:36:00Z",
            "2026-02-29T22:36:00Z",
            "2026-11-21T24:36:00Z",
            "2026-11-21T22:36:00.Z",
            "2026-11-21T22:36:00.xZ",
            "2026-11-21T22:36:00+1",
            "2026-11-21T22:36:00é",
            "é026-11-21T22:36:00Z",
            "1969-12-31T23:59:59Z",
            "+026-11-21T22:36:00Z",
            "2026-11-21T22:36:00Z08:00",
            "2026-11-21T22:36:00z08:00",
            "2026-11-21T22:36:00+08:00Z",
            "2026-11-21T22:36:00+8:00",
            "2026-11-21T22:36:00+0008:00",
            "2026-1-021T22:36:00Z",
            "2026-11-21T2:36:000Z",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
        assert_eq!(rfc3339(u64::MAX), "9999-12-31T23:59:59Z");
    }

    /// Whatever is changed in a time: what is read is of the form of RFC 3339, 5.6.
    #[test]
    fn nothing_of_another_form_is_read() {
        let is_of_the_form = |text: &str| {
            let text = text.trim().replace(|it: char| it.is_ascii_digit(), "0").to_uppercase();
            let Some(rest) =
                text.replace(' ', "T").strip_prefix("0000-00-00T00:00:00").map(str::to_owned)
            else {
                return false;
            };
            let rest =
                rest.strip_prefix(".0").map_or(rest.as_str(), |it| it.trim_start_matches('0'));
            matches!(rest, "Z" | "+00:00" | "-00:00")
        };
        let (mut read, mut refused) = (0, 0);
        let mut tried = |text: &str| {
            let is_read = from_rfc3339(text).is_some();
            assert!(!is_read || is_of_the_form(text), "{text}");
            *(if is_read { &mut read } else { &mut refused }) += 1;
        };
        for right in
            ["2026-11-21T22:36:09Z", "2026-02-01 02:03:04.056+01:30", "2027-12-31t23:59:60-08:00"]
        {
            assert!(from_rfc3339(right).is_some() && is_of_the_form(right), "{right}");
            for place in 0..=right.len() {
                let (before, after) = right.split_at(place);
                tried(before);
                tried(after);
                let rest = after.get(1..).unwrap_or_default();
                tried(&format!("{before}{rest}"));
                for other in "0123456789:-+.TtZz ,/é\0".chars() {
                    tried(&format!("{before}{other}{after}"));
                    tried(&format!("{before}{other}{rest}"));
                }
                for other in ["Z08:00", "+08:00", "00", ":00", ".0", "--", "T00:00:00"] {
                    tried(&format!("{before}{other}{after}"));
                }
            }
        }
        assert!(read > 100 && refused > 3000, "{read} {refused}");
    }
}
