//! Which authorizations have been used: a callback counts once.

use std::collections::{HashSet, VecDeque};
use std::time::{Duration, SystemTime};

/// At most this many are remembered; the oldest is forgotten first.
const MOST: usize = 65_536;

/// The used states of this process, hashed, each for as long as it could be used.
#[derive(Default)]
pub(crate) struct Spent {
    known: HashSet<[u8; 32]>,
    order: VecDeque<([u8; 32], SystemTime)>,
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
        let is_old = |until: &SystemTime| *until < now;
        while self.order.front().is_some_and(|(_, until)| is_old(until)) || self.order.len() >= MOST
        {
            let Some((oldest, _)) = self.order.pop_front() else { break };
            self.known.remove(&oldest);
        }
        let mut hash = hmac_sha256::Hash::new();
        hash.update(verifier);
        hash.update(state);
        let hash = hash.finalize();
        if !self.known.insert(hash) {
            return false;
        }
        self.order.push_back((hash, now.checked_add(lifetime).unwrap_or(now)));
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
