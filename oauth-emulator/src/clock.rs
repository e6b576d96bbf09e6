//! The clock that codes and tokens expire by, and that a test can move.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// The emulator's clock. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Mutex<Hands>>);

#[derive(Debug)]
struct Hands {
    /// The time when the hands were last touched.
    base: SystemTime,
    /// When that was, if time goes on since; a stopped clock has none.
    since: Option<Instant>,
}

impl Clock {
    /// A clock that shows the real time and goes on.
    pub fn real() -> Self {
        Self::with(SystemTime::now(), Some(Instant::now()))
    }

    /// A clock that stands at that time and moves only when it is told to.
    pub fn stopped_at(time: SystemTime) -> Self {
        Self::with(time, None)
    }

    fn with(base: SystemTime, since: Option<Instant>) -> Self {
        Self(Arc::new(Mutex::new(Hands { base, since })))
    }

    /// The time it shows.
    pub fn now(&self) -> SystemTime {
        let hands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hands.base + hands.since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    /// Moves it forward, to the end of the year 9999 at most: a client may have been told to wait longer than time goes.
    pub fn advance(&self, by: Duration) {
        let mut hands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799);
        hands.base = hands.base.checked_add(by).map_or(end, |time| time.min(end));
    }

    /// Sets it, forward or back. A clock that goes on goes on from there.
    pub fn set(&self, time: SystemTime) {
        let mut hands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hands.base = time;
        hands.since = hands.since.map(|_| Instant::now());
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::real()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        let clock = Clock::stopped_at(start);
        let other = clock.clone();
        assert_eq!(clock.now(), start);
        other.advance(Duration::from_secs(5));
        assert_eq!(clock.now(), start + Duration::from_secs(5));
        other.set(start);
        assert_eq!(clock.now(), start);
        other.advance(Duration::MAX);
        let end = clock.now();
        assert!(end > start);
        other.advance(Duration::from_secs(1));
        assert_eq!(clock.now(), end);
    }

    #[test]
    fn a_real_clock_goes_on_from_where_it_was_set() {
        let clock = Clock::real();
        clock.set(SystemTime::UNIX_EPOCH);
        let shown = clock.now();
        assert!(shown >= SystemTime::UNIX_EPOCH);
        assert!(shown < SystemTime::UNIX_EPOCH + Duration::from_secs(60));
    }
}
