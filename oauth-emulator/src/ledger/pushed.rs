//! Authorization requests that were pushed, each good for one trip of the browser.

use std::time::SystemTime;

use super::{Asked, Ledger};

impl Ledger {
    /// Keeps a request until the browser comes with its reference.
    pub(crate) fn push(&mut self, reference: String, asked: Asked, expires_at: SystemTime) {
        self.pushed.insert(reference, (asked, expires_at));
    }

    /// The client that has pushed what a reference stands for.
    pub(crate) fn pusher(&self, reference: &str) -> Option<&str> {
        self.pushed.get(reference).map(|(asked, _)| asked.client_id.as_str())
    }

    /// Takes the request that a reference stands for: once, and only while it is good (RFC 9126, 7.3).
    pub(crate) fn take_pushed(&mut self, reference: &str, now: SystemTime) -> Option<Asked> {
        let (asked, expires_at) = self.pushed.remove(reference)?;
        (now < expires_at).then_some(asked)
    }
}
