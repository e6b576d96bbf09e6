//! `[scopes]`.

use super::{Table, Value, value};
use crate::ScopeEncoding;
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Span, Spanned};

/// `[scopes]`.
pub(crate) struct Scopes<'t> {
    pub(crate) separator: Slot<&'t str>,
    pub(crate) answer_separator: Slot<&'t str>,
    pub(crate) encoding: Slot<ScopeEncoding>,
    pub(crate) required: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) default: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) forbidden: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) implies: Vec<(Spanned<&'t str>, Vec<Spanned<&'t str>>)>,
    pub(crate) list: Vec<Scope<'t>>,
    pub(crate) combine: Slot<Combine<'t>>,
    pub(crate) sets: Vec<ScopeSet<'t>>,
}

/// One of `[scopes.sets]`.
pub(crate) struct ScopeSet<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) list: Vec<Scope<'t>>,
}

/// One of `[scopes.list]`.
pub(crate) struct Scope<'t> {
    pub(crate) value: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) rust_name: Slot<&'t str>,
}

/// `[scopes.combine]`.
pub(crate) struct Combine<'t> {
    pub(crate) parts: Vec<Vec<Spanned<&'t str>>>,
    pub(crate) parts_span: Span,
    pub(crate) separator: &'t str,
}

pub(crate) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Scopes<'t>> {
    const ENCODINGS: &[(&str, ScopeEncoding)] = &[
        ("form", ScopeEncoding::Form),
        ("percent", ScopeEncoding::Percent),
        ("raw", ScopeEncoding::Raw),
    ];
    let table = value.closed(&schema::SCOPES, errors)?;
    let mut implies = Vec::new();
    table.read("implies", errors, |value, errors| {
        value.open(errors)?.each(errors, |value, errors| {
            implies.extend(some(value, errors).map(|scopes| (value.key, scopes)));
        });
        Some(())
    });
    let mut sets = Vec::new();
    table.read("sets", errors, |value, errors| {
        value.open(errors)?.each(errors, |value, errors| {
            let Some(table) = value.closed(&schema::SCOPE_SET, errors) else { return };
            sets.push(ScopeSet {
                name: value.key,
                description: table.read("description", errors, value::text),
                list: list(&table, errors),
            });
        });
        Some(())
    });
    Some(Scopes {
        separator: table.read("separator", errors, separator),
        answer_separator: table.read("answer_separator", errors, separator),
        encoding: table.read("encoding", errors, |value, errors| value.choice(ENCODINGS, errors)),
        required: table.read("required", errors, some),
        default: table.read("default", errors, some),
        forbidden: table.read("forbidden", errors, some),
        implies,
        list: list(&table, errors),
        combine: table.read("combine", errors, combine),
        sets,
    })
}

/// A list of scopes with something in it.
fn some<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Spanned<&'t str>>> {
    let scopes = value.list("a list of scopes", errors, value::line)?;
    if scopes.is_empty() {
        errors
            .add(value.span, "a list of scopes with none in it")
            .label("empty")
            .help("leave it out");
        return None;
    }
    Some(scopes)
}

/// `list`.
fn list<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Vec<Scope<'t>> {
    let mut list = Vec::new();
    table.read("list", errors, |value, errors| {
        if value.is_array() {
            let help = "write a table, a scope a line: `\"user:read\" = \"what it allows\"`";
            return value.wrong("a table", errors, help);
        }
        value.open(errors)?.each(errors, |value, errors| list.push(scope(value, errors)));
        Some(())
    });
    list
}

/// A scope with its description, or with a table when there is more to say.
fn scope<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Scope<'t> {
    let mut scope =
        Scope { value: value.key, description: Slot::Missing, rust_name: Slot::Missing };
    if value.is_table() {
        if let Some(table) = value.closed(&schema::SCOPE, errors) {
            scope.description = table.read("description", errors, value::text);
            scope.rust_name = table.read("rust_name", errors, value::line);
        }
    } else if let Some(text) = value.text(errors) {
        let given = crate::span::Given { key: value.key.span, span: value.span, value: text };
        scope.description = Slot::Given(given);
    }
    scope
}

/// What stands between two: a space is fine, nothing is not.
fn separator<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    let text = value.text(errors)?;
    if text.is_empty() {
        errors
            .add(value.span, "scopes without anything between them cannot be told apart")
            .label("empty")
            .help("write `separator = \" \"` or `separator = \",\"`");
        return None;
    }
    value::visible(text, value.span, errors).then_some(text)
}

fn combine<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Combine<'t>> {
    let table = value.closed(&schema::COMBINE, errors)?;
    let help = "add `parts = [[\"user\", \"org\"], [\"read\", \"write\"]]`";
    let parts = table.require("parts", errors, help, parts);
    let separator = table.read("separator", errors, value::text);
    let Slot::Given(parts) = parts else { return None };
    Some(Combine { parts: parts.value, parts_span: parts.span, separator: separator.or(":") })
}

fn parts<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Vec<Spanned<&'t str>>>> {
    let lists = value.list("a list of lists", errors, |value, errors| {
        let list = value.list("a list of lists", errors, value::line)?;
        if list.is_empty() {
            errors
                .add(value.span, "a list of parts with none in it")
                .label("nothing can be combined with this")
                .help("write at least one part, or leave the list out");
            return None;
        }
        Some(list)
    })?;
    let all = value.inner.as_array().map_or(0, |array| array.len());
    if all < 2 {
        errors
            .add(value.span, "there is nothing to combine")
            .label("two lists or more")
            .help("write `parts = [[\"user\", \"org\"], [\"read\", \"write\"]]`");
    }
    (all >= 2 && lists.len() == all).then(|| lists.into_iter().map(|list| list.value).collect())
}
