//! Clients that have registered themselves (RFC 7591).

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Map, Value};

use crate::settings::Client;

/// A list that only grows: who has found a client may keep it.
#[derive(Debug, Default)]
pub(crate) struct Register(OnceLock<Box<Entry>>);

/// One of them.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) client: Client,
    pub(crate) redirect_uris: Vec<String>,
    /// What it has said of itself, and what has become of that.
    pub(crate) about: Map<String, Value>,
    /// What it is managed with (RFC 7592).
    pub(crate) token: String,
    /// Whether it is no more: deleted, or replaced by a later one.
    gone: AtomicBool,
    next: Register,
}

impl Register {
    /// All that are still there, the oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry> {
        let all = std::iter::successors(self.first(), |entry| entry.next.first());
        all.filter(|entry| !entry.gone.load(Ordering::Acquire))
    }

    fn first(&self) -> Option<&Entry> {
        self.0.get().map(|entry| &**entry)
    }

    /// One more.
    pub(crate) fn add(
        &self,
        client: Client,
        redirect_uris: Vec<String>,
        token: String,
        about: Map<String, Value>,
    ) {
        let gone = AtomicBool::new(false);
        let next = Self::default();
        let mut entry = Box::new(Entry { client, redirect_uris, about, token, gone, next });
        let mut place = self;
        while let Err(back) = place.0.set(entry) {
            entry = back;
            // Taken: its successor is the next place.
            let Some(there) = place.first() else { return };
            place = &there.next;
        }
    }
}

impl Entry {
    /// From now on it is not there any more; `false` if it was gone before.
    pub(crate) fn remove(&self) -> bool {
        !self.gone.swap(true, Ordering::AcqRel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_found_in_order() {
        let register = Register::default();
        for id in ["a", "b", "c"] {
            let client = Client { id: id.to_owned(), secret: String::new() };
            register.add(client, Vec::new(), String::new(), Map::new());
        }
        let ids: Vec<_> = register.iter().map(|entry| entry.client.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        let second = register.iter().nth(1).unwrap();
        assert!(second.remove() && !second.remove());
        assert_eq!(register.iter().count(), 2);
    }
}
