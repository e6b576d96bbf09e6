//! Which authorizations have been used: a callback counts once.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, SystemTime};

/// At most this many are remembered; the oldest is forgotten first.
const MOST: usize = 65_536;

/// The used states of this process, hashed, each until it could not be used any more; `None` for ever.
#[derive(Default)]
pub(crate) struct Spent {
    known: HashMap<[u8; 32], Option<SystemTime>>,
    order: VecDeque<([u8; 32], Option<SystemTime>)>,
}

impl Spent {
    /// Notes an authorization, by its state and its verifier; `false` if it has been noted before.
    pub(crate) fn spend(
        &mut self,
        state: &str,
        verifier: &str,
        now: SystemTime,
        lifetime: Duration,
    ) -> bool {
        let is_old = |until: &Option<SystemTime>| until.is_some_and(|until| until < now);
        while self.order.front().is_some_and(|(_, until)| is_old(until)) || self.order.len() >= MOST
        {
            let Some((oldest, until)) = self.order.pop_front() else { break };
            // It may have been noted anew since.
            if self.known.get(&oldest) == Some(&until) {
                self.known.remove(&oldest);
            }
        }
        let mut hash = hmac_sha256::Hash::new();
        hash.update(verifier);
        hash.update(state);
        let hash = hash.finalize();
        // One that was noted for a shorter time than those before it is still there, and counts no longer.
        if self.known.get(&hash).is_some_and(|until| !is_old(until)) {
            return false;
        }
        let until = now.checked_add(lifetime);
        self.known.insert(hash, until);
        self.order.push_back((hash, until));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_counts_once_while_it_lives() {
        let mut spent = Spent::default();
        let now = SystemTime::UNIX_EPOCH;
        let minute = Duration::from_secs(60);
        assert!(spent.spend("a", "v", now, minute));
        assert!(!spent.spend("a", "v", now, minute));
        assert!(spent.spend("b", "v", now + minute / 2, minute));
        assert!(spent.spend("c", "v", now + 3 * minute, minute));
        assert_eq!((spent.known.len(), spent.order.len()), (1, 1));
    }

    #[test]
    fn each_counts_for_its_own_time() {
        let mut spent = Spent::default();
        let now = SystemTime::UNIX_EPOCH;
        let minute = Duration::from_secs(60);
        let later = now + 10 * minute;
        // Behind one that counts for ever.
        assert!(spent.spend("for ever", "v", now, Duration::MAX));
        assert!(spent.spend("a", "v", now, minute));
        assert!(!spent.spend("for ever", "v", later, minute));
        assert!(spent.spend("a", "v", later, minute));
        assert!(!spent.spend("a", "v", later, minute));
        for number in 0..MOST {
            spent.spend(&number.to_string(), "v", later, minute);
        }
        assert_eq!((spent.known.len(), spent.order.len()), (MOST, MOST));
    }

    #[test]
    fn memory_is_bounded() {
        let mut spent = Spent::default();
        let now = SystemTime::UNIX_EPOCH;
        for number in 0..MOST + 10 {
            assert!(spent.spend(&number.to_string(), "v", now, Duration::MAX));
        }
        assert_eq!(spent.known.len(), MOST);
        assert_eq!(spent.order.len(), MOST);
    }
}
