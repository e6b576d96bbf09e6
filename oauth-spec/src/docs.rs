//! What a file says to people: it changes nothing in the behaviour.

use std::collections::BTreeMap;

/// Where the facts come from, and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// `provider.about`.
    pub about: Option<String>,
    /// `provider.docs`, with the id `docs`, and `[documents]`, in the file's order.
    pub documents: Vec<Document>,
    /// `[unconfirmed]`: paths of keys, and why no document confirms them.
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

impl Docs {
    /// The description of what stands at that path, such as `scopes.list.user:read`,
    /// `variables.host`, `environments.test`, `variants.v2`, `grants.app`,
    /// `grants.app.parameters.app_id` or `token.fields.ref.fields.id`.
    pub fn description(&self, path: &str) -> Option<&str> {
        self.descriptions.get(path).map(String::as_str)
    }
}
