//! Keys without which the provider is the same: found by taking them out and looking.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Fix;
use crate::bases::Resolver;
use crate::layout::without_mark;
use crate::lints::{EXPLICIT_DEFAULT, NO_EFFECT};
use crate::report::{Errors, quote};
use crate::schema::{FILE, Key, Kind, Table};
use crate::{Provider, SourceFile, compile_with};

/// Tables about the file rather than about the provider.
const HEAD: &[&str] = &["schema", "extends", "documents", "seen", "unconfirmed", "lint"];

/// A key that may be taken out.
struct Candidate {
    fix: Fix,
    key: std::ops::Range<usize>,
    name: String,
    /// Whether what it says is what the language has as its default.
    says_default: bool,
}

/// Reports the needless keys of the file itself, which begins at `own`.
pub(super) fn keys(
    source: &SourceFile,
    base: Resolver<'_>,
    provider: &Provider,
    own: usize,
    found: &mut Errors,
) {
    let text = without_mark(&source.text);
    let (table, _) = DeTable::parse_recoverable(text);
    let mut candidates = Vec::new();
    collect(text, table.get_ref(), &FILE, &mut candidates);
    candidates.sort_by_key(|candidate| candidate.key.start);
    for candidate in candidates {
        let Some(without) = candidate.fix.apply(text) else { continue };
        let other = compile_with(&SourceFile::new(source.name.as_str(), without), base);
        let is_same = other.is_ok_and(|other| {
            let other = other.provider;
            other.spec == provider.spec
                && other.docs == provider.docs
                && other.names == provider.names
        });
        if !is_same {
            continue;
        }
        let span = (candidate.key.start + own..candidate.key.end + own).into();
        let name = quote(&candidate.name);
        if candidate.says_default {
            found
                .warn(&EXPLICIT_DEFAULT, span, format!("{name} says what counts anyway"))
                .label("the default");
        } else {
            found
                .warn(&NO_EFFECT, span, format!("{name} changes nothing"))
                .label("the provider is the same without it");
        }
        if let Some(last) = found.last() {
            last.help("remove it").fix_if(Some(candidate.fix));
        }
    }
}

/// Keys of the language in a table of the file, at any depth.
fn collect(text: &str, table: &DeTable<'_>, known: &'static Table, all: &mut Vec<Candidate>) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if std::ptr::eq(known, &raw const FILE) && HEAD.contains(&name) {
            continue;
        }
        let known_key = known.key(name);
        let Some(kind) = known_key.map(|key| key.kind).or(known.others) else { continue };
        if let (DeValue::Table(inner), Some(below)) = (value.get_ref(), below(kind)) {
            all.extend(empty(text, key, value));
            match below {
                Below::Table(table) => collect(text, inner, table, all),
                Below::Tables(table) => {
                    for (key, value) in inner {
                        all.extend(empty(text, key, value));
                        if let Some(inner) = value.get_ref().as_table() {
                            collect(text, inner, table, all);
                        }
                    }
                }
            }
            continue;
        }
        let Some(known_key) = known_key else { continue };
        if let Some(fix) = Fix::without(text, key.span(), value.span()) {
            let written = text.get(value.span()).unwrap_or("");
            let says_default = says(known_key, written);
            all.push(Candidate { fix, key: key.span(), name: name.to_owned(), says_default });
        }
    }
}

/// A table without keys, which some are declared by and others say nothing with.
fn empty(
    text: &str,
    key: &Spanned<Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
) -> Option<Candidate> {
    let is_empty = value.get_ref().as_table().is_some_and(DeTable::is_empty);
    let written = text.get(value.span()).filter(|_| is_empty)?;
    let fix = if written.starts_with('{') {
        Fix::without(text, key.span(), value.span())
    } else {
        Fix::without_header(text, key.span())
    };
    let name = key.get_ref().as_ref().to_owned();
    Some(Candidate { fix: fix?, key: key.span(), name, says_default: false })
}

fn says(key: &Key, written: &str) -> bool {
    let same = |text: &str| text.replace('\'', "\"").split_whitespace().collect::<String>();
    !key.default.is_empty()
        && (same(key.default) == same(written) || !key.default.starts_with(['"', '[']))
}

/// What a table holds.
enum Below {
    Table(&'static Table),
    Tables(&'static Table),
}

fn below(kind: Kind) -> Option<Below> {
    match kind {
        Kind::Table(table) => Some(Below::Table(table)),
        Kind::Tables(table) => Some(Below::Tables(table)),
        Kind::Either(kinds) => kinds.iter().copied().find_map(below),
        Kind::OneOrMore(item) | Kind::Named(item) => match below(*item)? {
            Below::Table(table) if matches!(kind, Kind::Named(_)) => Some(Below::Tables(table)),
            other => Some(other),
        },
        _ => None,
    }
}
