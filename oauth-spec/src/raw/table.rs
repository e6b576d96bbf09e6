//! One table of the file: its keys in the file's order, each asked for by name or by all.

use std::fmt;

use toml::de::{DeTable, DeValue};

use super::Value;
use super::elsewhere::{self, Stray};
use super::meant;
use crate::report::{Diagnostic, Errors, quote};
use crate::schema;
use crate::span::{Given, Slot, Span, Spanned};
use crate::suggest;

/// A table that is being read.
pub(crate) struct Table<'t, 'p> {
    pub(crate) path: Path<'p>,
    /// The key that names the table; the first key of the file for the file itself.
    pub(crate) span: Span,
    entries: Vec<Entry<'t>>,
    /// What the language knows of it, unless its keys are the author's own.
    known: Option<&'static schema::Table>,
    /// Known keys that an unknown one seems to be.
    pub(crate) misspelt: Vec<&'static str>,
}

/// A key and its value.
#[derive(Clone, Copy)]
struct Entry<'t> {
    key: Spanned<&'t str>,
    span: Span,
    value: &'t DeValue<'t>,
}

/// Where a table is in the file, as a list from the inside out; written only when something is wrong.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    pub(crate) parent: Option<&'p Path<'p>>,
    pub(crate) key: &'p str,
}

impl<'t, 'p> Table<'t, 'p> {
    /// A table with names of the author's own as keys.
    pub(crate) fn open(table: &'t DeTable<'t>, path: Path<'p>, span: Span) -> Self {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| Entry {
                key: Spanned { value: key.get_ref().as_ref(), span: key.span().into() },
                span: value.span().into(),
                value: value.get_ref(),
            })
            .collect();
        entries.sort_unstable_by_key(|entry| entry.key.span.start);
        Self { path, span, entries, known: None, misspelt: Vec::new() }
    }

    /// A table of the language. Keys that it does not have are reported, unless there the author has keys
    /// of their own.
    pub(crate) fn closed(
        table: &'t DeTable<'t>,
        path: Path<'p>,
        span: Span,
        known: &'static schema::Table,
        errors: &mut Errors,
    ) -> Self {
        let mut this = Self { known: Some(known), ..Self::open(table, path, span) };
        if known.others.is_some() {
            return this;
        }
        let mut strange = Vec::new();
        for Entry { key, value, .. } in &this.entries {
            if known.key(key.value).is_some() {
                continue;
            }
            if let Some(help) = meant::of_another(key.value, this.path, errors) {
                unknown(*key, this.path, errors).help(help);
                continue;
            }
            if let Some((help, meant)) = meant::another_key(key.value, value, known) {
                unknown(*key, this.path, errors).help(help);
                this.misspelt.extend(meant);
                continue;
            }
            // One that is not there yet was meant, unless another is nearer.
            let is_there = |name: &&str| this.entries.iter().any(|entry| entry.key.value == *name);
            let (there, free): (Vec<_>, Vec<_>) = known.names().partition(is_there);
            let stray = Stray::new(*key, value, this.path, known, &free);
            let names = free.iter().copied().chain(there);
            let slip = suggest::slip(key.value, names);
            // What another table has, letter for letter, is hardly the slip of several letters.
            let slip = slip.filter(|(letters, _)| *letters < 2 || stray.is_of_nobody());
            let near = slip.map(|(_, name)| name).or_else(|| suggest::meant(key.value, free));
            if let Some(near) = near {
                unknown(*key, this.path, errors).help(format!("did you mean {}?", quote(near)));
                // Also where that key is there: it is not all of it.
                this.misspelt.push(near);
            } else {
                strange.push(stray);
            }
        }
        if !strange.is_empty() {
            this.misspelt.extend(elsewhere::report(strange, this.path, known, errors));
        }
        this
    }

    /// The value of that key, read in that way.
    pub(crate) fn read<T>(
        &self,
        key: &str,
        errors: &mut Errors,
        read: impl FnOnce(Value<'t, '_>, &mut Errors) -> Option<T>,
    ) -> Slot<T> {
        let found = match self.value(key) {
            Slot::Given(found) => found,
            Slot::Broken => return Slot::Broken,
            Slot::Missing => return Slot::Missing,
        };
        match read(found.value, errors) {
            Some(value) => Slot::Given(Given { key: found.key, span: found.span, value }),
            None => Slot::Broken,
        }
    }

    /// The value of that key, to be read.
    fn value(&self, key: &str) -> Slot<Value<'t, '_>> {
        if self.known.is_some_and(|known| known.key(key).is_none()) {
            return Slot::Missing;
        }
        let Some(Entry { key, span, value }) = self.entry(key) else {
            return if self.misspelt.contains(&key) { Slot::Broken } else { Slot::Missing };
        };
        let path = Path { parent: Some(&self.path), key: key.value };
        let value = Value { path, key: *key, span: *span, inner: value };
        Slot::Given(Given { key: key.span, span: *span, value })
    }

    fn entry(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    /// The same for a key that must be there; the help says what to add.
    pub(crate) fn require<T>(
        &self,
        key: &str,
        errors: &mut Errors,
        help: &str,
        read: impl FnOnce(Value<'t, '_>, &mut Errors) -> Option<T>,
    ) -> Slot<T> {
        let slot = self.read(key, errors, read);
        if slot.is_missing() {
            self.lacks(key, help, errors);
            return Slot::Broken;
        }
        slot
    }

    /// A key that must be there is not.
    pub(crate) fn lacks(&self, key: &str, help: &str, errors: &mut Errors) {
        errors
            .add(self.span, format!("{} has no {}", self.path.name(), quote(key)))
            .label(format!("{} is missing here", quote(key)))
            .help(help);
    }

    /// Every key in turn.
    pub(crate) fn each(
        &self,
        errors: &mut Errors,
        mut read: impl FnMut(Value<'t, '_>, &mut Errors),
    ) {
        for entry in &self.entries {
            let path = Path { parent: Some(&self.path), key: entry.key.value };
            let (key, span, inner) = (entry.key, entry.span, entry.value);
            read(Value { path, key, span, inner }, errors);
        }
    }
}

/// A key that the table does not have.
pub(super) fn unknown<'e>(
    key: Spanned<&str>,
    path: Path<'_>,
    errors: &'e mut Errors,
) -> &'e mut Diagnostic {
    let error = errors.add(key.span, format!("unknown key {}", quote(key.value)));
    error.label(format!("not a key of {}", path.name()))
}

impl<'p> Path<'p> {
    /// The keys that lead to it.
    pub(crate) fn keys(&self) -> Vec<&'p str> {
        let mut keys = self.parent.map_or_else(Vec::new, Self::keys);
        keys.extend(self.parent.map(|_| self.key));
        keys
    }

    /// The file itself.
    pub(crate) const ROOT: Path<'static> = Path { parent: None, key: "" };

    /// Whether it begins with that key.
    pub(crate) fn is_in(&self, first: &str) -> bool {
        match self.parent {
            Some(parent) if parent.parent.is_some() => parent.is_in(first),
            _ => self.key == first,
        }
    }

    /// The table as messages call it.
    fn name(&self) -> String {
        if self.parent.is_none() {
            "a provider file".to_owned()
        } else {
            quote(&format!("[{self}]"))
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent.filter(|parent| parent.parent.is_some()) {
            write!(f, "{parent}.")?;
        }
        let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !self.key.is_empty() && self.key.chars().all(is_bare) {
            f.write_str(self.key)
        } else {
            write!(f, "\"{}\"", self.key)
        }
    }
}
