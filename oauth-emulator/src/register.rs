//! Clients that have registered themselves (RFC 7591).

use std::sync::OnceLock;

use crate::settings::Client;

/// A list that only grows: who has found a client may keep it.
#[derive(Debug, Default)]
pub(crate) struct Register(OnceLock<Box<Entry>>);

/// One of them.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) client: Client,
    pub(crate) redirect_uris: Vec<String>,
    next: Register,
}

impl Register {
    /// All of them, the oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry> {
        std::iter::successors(self.first(), |entry| entry.next.first())
    }

    fn first(&self) -> Option<&Entry> {
        self.0.get().map(|entry| &**entry)
    }

    /// One more.
    pub(crate) fn add(&self, client: Client, redirect_uris: Vec<String>) {
        let mut entry = Box::new(Entry { client, redirect_uris, next: Self::default() });
        let mut place = self;
        while let Err(back) = place.0.set(entry) {
            entry = back;
            // Taken: its successor is the next place.
            let Some(taken) = place.first() else { return };
            place = &taken.next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_found_in_order() {
        let register = Register::default();
        for id in ["a", "b", "c"] {
            register.add(Client { id: id.to_owned(), secret: String::new() }, Vec::new());
        }
        let ids: Vec<_> = register.iter().map(|entry| entry.client.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
    }
}
