//! How well the facts of a file are known.

use oauth_spec::{Confidence, Docs};
use toml::{Table, Value};

/// Numbers of facts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) documented: usize,
    pub(crate) seen: usize,
    pub(crate) unconfirmed: usize,
}

impl Facts {
    pub(crate) fn all(self) -> usize {
        self.documented + self.seen + self.unconfirmed
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.documented += other.documented;
        self.seen += other.seen;
        self.unconfirmed += other.unconfirmed;
    }
}

/// What says nothing about the provider's behaviour.
const ABOUT_THE_FILE: [&str; 7] =
    ["schema", "extends", "provider", "documents", "seen", "unconfirmed", "lint"];
const FOR_READERS: [&str; 2] = ["description", "rust_name"];

/// The facts in a file's own table; `docs` also knows what its bases say of them.
pub(crate) fn count(table: &Table, docs: &Docs) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in table.iter().filter(|(key, _)| !ABOUT_THE_FILE.contains(&key.as_str())) {
        walk(key, value, docs, &mut facts);
    }
    facts
}

fn walk(path: &str, value: &Value, docs: &Docs, facts: &mut Facts) {
    let is_list_of_scopes = path.starts_with("scopes.") && path.rsplit('.').next() == Some("list");
    let inner = value.as_table().filter(|table| !table.is_empty() && !is_list_of_scopes);
    if let Some(table) = inner {
        for (key, value) in table.iter().filter(|(key, _)| !FOR_READERS.contains(&key.as_str())) {
            walk(&format!("{path}.{key}"), value, docs, facts);
        }
        return;
    }
    match docs.confidence(path) {
        Confidence::Documented => facts.documented += 1,
        Confidence::Seen => facts.seen += 1,
        Confidence::Unconfirmed => facts.unconfirmed += 1,
    }
}
