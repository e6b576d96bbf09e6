//! What a file says to people: it changes nothing in the behaviour.

use std::collections::BTreeMap;

/// Where the facts come from, and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// `provider.about`.
    pub about: Option<String>,
    /// `provider.docs`, with the id `docs`, and `[documents]`, in the file's order.
    pub documents: Vec<Document>,
    /// `[seen]`: paths of keys that only public catalogues state, and which.
    pub seen: Vec<(String, String)>,
    /// `[unconfirmed]`: paths of keys, and why nobody states them.
    pub unconfirmed: Vec<(String, String)>,
    pub(crate) descriptions: BTreeMap<String, String>,
}

/// A document that facts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The name that comments refer to it by.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address, if it has one.
    pub url: Option<String>,
}

/// How well a fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Nobody states it.
    Unconfirmed,
    /// Only public catalogues state it.
    Seen,
    /// A document of the provider states it, or it is what the standards say.
    Documented,
}

impl Docs {
    /// How well the fact at that path is known. What is said of a table holds for all that is in it.
    pub fn confidence(&self, path: &str) -> Confidence {
        let covers = |(fact, _): &(String, String)| {
            path.strip_prefix(fact.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if self.unconfirmed.iter().any(covers) {
            Confidence::Unconfirmed
        } else if self.seen.iter().any(covers) {
            Confidence::Seen
        } else {
            Confidence::Documented
        }
    }

    /// The description of what stands at that path, such as `scopes.list.user:read`, `grants.app.parameters.app_id`
    /// or `token.fields.ref.fields.id`: the keys as they stand in the file, without quotes, joined by dots.
    pub fn description(&self, path: &str) -> Option<&str> {
        self.descriptions.get(path).map(String::as_str)
    }
}
