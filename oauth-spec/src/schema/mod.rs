//! The language as data: every table and key, what may stand there and what it means.
//!
//! The reader of files knows its keys from here, and so do the reference (`docs/reference.md`) and the
//! JSON Schema for editors: a key that is not in these tables does not exist.

mod answer;
mod api;
mod beside;
mod browser;
mod client;
mod grant;
mod head;
mod home;
mod identity;
mod request;
mod scope;
mod signature;

pub use answer::*;
pub use api::*;
pub use beside::*;
pub use browser::*;
pub use client::*;
pub use grant::*;
pub use head::*;
pub(crate) use home::{Home, homes};
pub use identity::*;
pub use request::*;
pub use scope::*;
pub use signature::*;

/// A table of the language.
#[derive(Debug)]
pub struct Table {
    /// What it is for, in a sentence without a full stop.
    pub about: &'static str,
    /// The keys it may have, in the order of the reference.
    pub keys: &'static [Key],
    /// What keys of the author's own hold, where they are taken.
    pub others: Option<Kind>,
}

/// A key of a [`Table`].
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What counts when it is missing, as it would be written; empty for nothing.
    pub default: &'static str,
    /// What it means, in a sentence without a full stop.
    pub about: &'static str,
}

/// What may stand at a place.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text with holes for values.
    Template,
    /// The template of an absolute URL.
    Url,
    /// One of these words.
    Words(&'static [&'static str]),
    /// This word and a time zone: `date_time+08:00`.
    Zoned(&'static str),
    /// A whole number in this range.
    Integer(i64, i64),
    /// Exactly this truth value, or both.
    Boolean(Option<bool>),
    /// A length of time, such as `8h`.
    Duration,
    /// Any number, truth value or text.
    Literal,
    /// Anything that JSON can hold.
    Any,
    /// A list of these.
    List(&'static Kind),
    /// A list with at least one, or one alone.
    OneOrMore(&'static Kind),
    /// One of these.
    Either(&'static [Kind]),
    /// A table of the language.
    Table(&'static Table),
    /// A table whose keys are names of the author's own, each with this.
    Named(&'static Kind),
    /// A table whose keys are names of the author's own, each with a table of the language.
    Tables(&'static Table),
}

impl Table {
    /// The key of that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of its keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().map(|key| key.name)
    }
}

/// What may stand at a path in a file; nothing where the language has no such place.
pub(crate) fn at(path: &[&str]) -> Option<Kind> {
    path.iter().try_fold(Kind::Table(&FILE), |kind, key| kind.inside(key))
}

impl Kind {
    /// What may stand under that key.
    fn inside(self, key: &str) -> Option<Self> {
        match self {
            Self::Table(table) => table.key(key).map(|key| key.kind).or(table.others),
            Self::Tables(table) => Some(Self::Table(table)),
            Self::Named(kind) => Some(*kind),
            Self::OneOrMore(kind) => kind.inside(key),
            Self::Either(kinds) => kinds.iter().find_map(|kind| kind.inside(key)),
            Self::Any => Some(Self::Any),
            _ => None,
        }
    }

    /// Whether `false` says something there.
    pub(crate) fn takes_false(self) -> bool {
        match self {
            Self::Boolean(only) => only != Some(true),
            Self::Literal => true,
            Self::Either(kinds) => kinds.iter().any(|kind| kind.takes_false()),
            _ => false,
        }
    }
}

/// A key that must be there.
const fn must(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, required: true, default: "", about }
}

/// A key that has no default.
const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, required: false, default: "", about }
}

/// A key that has one.
const fn or(name: &'static str, kind: Kind, default: &'static str, about: &'static str) -> Key {
    Key { name, kind, required: false, default, about }
}

const TEXTS: Kind = Kind::List(&Kind::Text);
const TEXT_OR_TEXTS: Kind = Kind::OneOrMore(&Kind::Text);
/// Any whole number of 64 bits.
const WHOLE: Kind = Kind::Integer(i64::MIN, i64::MAX);
const TRUTH: Kind = Kind::Boolean(None);
const DESCRIPTION: Key =
    key("description", Kind::Text, "what it is, for the generated documentation");
