//! How points in time are written.

use std::fmt;

/// How a point in time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeFormat {
    /// `unix`: seconds since 1970.
    Unix,
    /// `unix_ms`: milliseconds since 1970.
    UnixMilliseconds,
    /// `rfc3339`: `2026-11-21T22:36:00Z`.
    Rfc3339,
    /// `date_time`, `date_time+08:00`: `2026-11-21 22:36:00`, by a clock that is so many minutes ahead of UTC, in summer
    /// and in winter.
    DateTime(i16),
}

/// What `date_time` is called.
const DATE_TIME: &str = "date_time";
/// No place is further ahead of UTC, or behind it, in minutes.
const FURTHEST: i16 = 14 * 60;

impl TimeFormat {
    /// The words for them in TOML; behind `date_time` a zone may stand.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("unix", Self::Unix),
        ("unix_ms", Self::UnixMilliseconds),
        ("rfc3339", Self::Rfc3339),
        (DATE_TIME, Self::DateTime(0)),
    ];

    /// What a word of TOML means: each has one, `date_time+00:00` is `date_time`.
    pub fn from_word(word: &str) -> Option<Self> {
        let mut words = Self::WORDS.iter();
        if let Some((_, format)) = words.find(|(known, _)| *known == word) {
            return Some(*format);
        }
        let zone = word.strip_prefix(DATE_TIME)?;
        let (sign, clock) = zone.split_at_checked(1)?;
        let (hours, minutes) = clock.split_once(':')?;
        let two = |digits: &str| {
            let is_right = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_right.then(|| digits.parse::<i16>().ok())?
        };
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        let ahead = hours * 60 + minutes;
        let is_right = minutes < 60 && (1..=FURTHEST).contains(&ahead);
        match sign {
            "+" if is_right => Some(Self::DateTime(ahead)),
            "-" if is_right => Some(Self::DateTime(-ahead)),
            _ => None,
        }
    }

    /// What somebody meant who has written a zone in another way, or the word before it: `date_time+8`,
    /// `date_time+0800`, `datetime+08:00`.
    #[cfg(feature = "parse")]
    pub(crate) fn meant(word: &str) -> Option<Self> {
        let sign_at = word.find(|c: char| c.is_ascii_digit())?.checked_sub(1)?;
        let (name, zone) = word.split_at_checked(sign_at)?;
        let plain = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
        if plain(name) != plain(DATE_TIME) {
            return None;
        }
        let sign = zone.get(..1).filter(|sign| matches!(*sign, "+" | "-"))?;
        let digits = zone[1..].replace(':', "");
        let whole = match digits.len() {
            1 | 2 => format!("{digits:0>2}00"),
            3 | 4 => format!("{digits:0>4}"),
            _ => return None,
        };
        let (hours, minutes) = whole.split_at_checked(2)?;
        if whole == "0000" {
            return Some(Self::DateTime(0));
        }
        Self::from_word(&format!("{DATE_TIME}{sign}{hours}:{minutes}"))
    }
}

/// The word in TOML.
impl fmt::Display for TimeFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DateTime(ahead) if *ahead != 0 => {
                let sign = if *ahead < 0 { '-' } else { '+' };
                let ahead = ahead.unsigned_abs();
                write!(formatter, "{DATE_TIME}{sign}{:02}:{:02}", ahead / 60, ahead % 60)
            }
            _ => {
                let mut words = Self::WORDS.iter();
                let word = words.find(|(_, format)| format == self);
                formatter.write_str(word.map_or(DATE_TIME, |(word, _)| word))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_what_it_says() {
        for (word, format) in TimeFormat::WORDS {
            assert_eq!(TimeFormat::from_word(word), Some(*format));
            assert_eq!(format.to_string(), *word);
        }
        for (word, ahead) in
            [("date_time+08:00", 480), ("date_time-03:30", -210), ("date_time+14:00", 840)]
        {
            assert_eq!(TimeFormat::from_word(word), Some(TimeFormat::DateTime(ahead)));
            assert_eq!(TimeFormat::DateTime(ahead).to_string(), word);
        }
    }

    #[cfg(feature = "parse")]
    #[test]
    fn a_zone_is_written_in_one_way() {
        for (word, meant) in [
            ("date_time+8", Some("date_time+08:00")),
            ("date_time+0800", Some("date_time+08:00")),
            ("date_time-330", Some("date_time-03:30")),
            ("date_time+8:00", Some("date_time+08:00")),
            ("date_time+00:00", Some("date_time")),
            ("date_time-0", Some("date_time")),
            ("datetime+09:00", Some("date_time+09:00")),
            ("Date-Time-5", Some("date_time-05:00")),
            ("date+09:00", None),
            ("date_time+14:01", None),
            ("date_time+01:60", None),
            ("date_time+é:00", None),
            ("date_timé", None),
            ("date_time08:00", None),
            ("date_timeZ", None),
        ] {
            assert_eq!(TimeFormat::from_word(word), None, "{word}");
            let format = TimeFormat::meant(word).map(|format| format.to_string());
            assert_eq!(format.as_deref(), meant, "{word}");
        }
    }
}
