//! Until when the provider's keys count, and when they may be asked for again: no flood of signatures that none fits
//! asks more than once a minute.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use crate::cache_control;

/// How long keys are kept when the answer does not say.
const LIFETIME: Duration = Duration::from_secs(3_600);
/// The least and the most that an answer can say.
const SHORTEST: Duration = Duration::from_secs(60);
const LONGEST: Duration = Duration::from_secs(86_400);
/// How long an unknown key waits until they are asked for again.
const PAUSE: Duration = Duration::from_secs(60);

/// When keys were read; nothing before the first answer.
#[derive(Default)]
pub(crate) struct Freshness {
    until: Option<SystemTime>,
    /// When they were asked for last.
    asked: Option<SystemTime>,
    /// How often they were read.
    reads: u64,
}

impl Freshness {
    /// Whether what was read counts now.
    pub(crate) fn holds(&self, now: SystemTime) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// Whether they may be asked for again because none fits.
    pub(crate) fn may_ask(&self, now: SystemTime) -> bool {
        let waits = |asked| now.duration_since(asked).is_ok_and(|since| since < PAUSE);
        !self.asked.is_some_and(waits)
    }

    /// Whether whoever has waited for others to ask still must.
    pub(crate) fn must_ask(&self, now: SystemTime) -> bool {
        !self.holds(now) || self.may_ask(now)
    }

    /// They were asked for: the next unknown key waits, whatever the answer was.
    pub(crate) fn asked(&mut self, now: SystemTime) {
        self.asked = Some(now);
    }

    /// They were read just now, from an answer with these headers.
    pub(crate) fn renew(&mut self, headers: &HeaderMap, now: SystemTime) {
        self.until = now.checked_add(lifetime(headers));
        self.asked = Some(now);
        self.reads += 1;
    }

    /// How often they were read: who has seen another number has seen other keys.
    pub(crate) fn reads(&self) -> u64 {
        self.reads
    }
}

/// As long as the answer says, within bounds.
fn lifetime(headers: &HeaderMap) -> Duration {
    cache_control::lifetime(headers).unwrap_or(LIFETIME).clamp(SHORTEST, LONGEST)
}
