//! Where a signature is, and how it is written there.

use super::{Table, Value, is_header_name, value};
use crate::report::{Errors, quote, quote_all};
use crate::schema;
use crate::span::{Given, Slot};

/// Where it is.
#[derive(Clone, Copy)]
pub(crate) enum Place<'t> {
    Query(&'t str),
    Header(&'t str),
    Headers(&'t str),
    Form(&'t str),
    Json(&'t str),
    /// The whole body.
    Body,
}

/// How it is written there.
#[derive(Clone, Copy)]
pub(crate) enum Syntax<'t> {
    Prefix(&'t str),
    Pairs { key: &'t str, separator: &'t str },
    Versions(&'t str),
    Payload,
}

/// `in`, or `parameter`, which is short for a place in the query.
pub(super) fn place<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Slot<Place<'t>> {
    let short = table.read("parameter", errors, value::line);
    let long = table.read("in", errors, |value, errors| one_place(value, errors));
    match (short, long) {
        (Slot::Given(short), Slot::Given(long)) => {
            errors
                .add(short.key, "a signature is in one place")
                .label("in the query")
                .related(long.key, "and here")
                .help("leave one of them out");
            Slot::Broken
        }
        (Slot::Broken, _) | (_, Slot::Broken) => Slot::Broken,
        (Slot::Given(Given { key, span, value }), Slot::Missing) => {
            Slot::Given(Given { key, span, value: Place::Query(value) })
        }
        (Slot::Missing, Slot::Given(long)) => Slot::Given(long),
        (Slot::Missing, Slot::Missing) => {
            let help = "add `in = { header = \"x-signature\" }`, or another place: `query`, `form`, `json`";
            table.lacks("in", help, errors);
            Slot::Broken
        }
    }
}

fn one_place<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Place<'t>> {
    if value.inner.is_str() {
        return value.choice(&[("body", Place::Body)], errors);
    }
    let table = value.closed(&schema::SIGNATURE_PLACE, errors)?;
    let mut given = Vec::new();
    let mut right = true;
    for (word, make) in [
        ("query", Place::Query as fn(&'t str) -> Place<'t>),
        ("header", Place::Header),
        ("headers", Place::Headers),
        ("form", Place::Form),
        ("json", Place::Json),
    ] {
        let slot = table.read(word, errors, |value, errors| match word {
            "json" => super::field_place::path(value, errors),
            "header" | "headers" => header(value, errors),
            _ => value.line(errors),
        });
        right &= !slot.is_broken();
        given.extend(slot.given().map(|slot| (slot.key, make(slot.value))));
    }
    given.sort_by_key(|(key, _)| *key);
    match given.as_slice() {
        _ if !right => None,
        [(_, place)] => Some(*place),
        [] => {
            let help = format!("write one of {}", quote_all(schema::SIGNATURE_PLACE.names()));
            errors.add(value.span, "a signature in no place").label("empty").help(help);
            None
        }
        [(first, _), (again, _), ..] => {
            errors
                .add(*again, "a signature is in one place")
                .label("in a second one")
                .related(*first, "the first")
                .help("leave one of them out");
            None
        }
    }
}

/// The name of a header, or how several begin.
fn header<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    let name = value.line(errors)?;
    if is_header_name(name) {
        return Some(name);
    }
    errors
        .add(value.span, format!("{} cannot be the name of a header", quote(name)))
        .label("not a header name")
        .help("letters, digits and `-`");
    None
}

/// `prefix`, `pairs`, `versions`, `payload`: one of them.
pub(super) fn syntax<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Slot<Syntax<'t>> {
    let prefix = table.read("prefix", errors, |value, errors| {
        let text = value.filled(errors)?;
        value::visible(text, value.span, errors).then_some(Syntax::Prefix(text))
    });
    let pairs = table.read("pairs", errors, |value, errors| {
        let table = value.closed(&schema::SIGNATURE_PAIRS, errors)?;
        let key = table.require("key", errors, "add `key = \"v1\"`", value::line);
        let separator = table.read("separator", errors, value::filled);
        (!separator.is_broken()).then_some(())?;
        Some(Syntax::Pairs { key: key.get().copied()?, separator: separator.or(",") })
    });
    let versions =
        table.read("versions", errors, |value, errors| value.line(errors).map(Syntax::Versions));
    let payload = table.read("payload", errors, value::boolean);
    let payload = match payload {
        Slot::Given(Given { value: false, .. }) | Slot::Missing => Slot::Missing,
        Slot::Given(Given { key, span, .. }) => {
            Slot::Given(Given { key, span, value: Syntax::Payload })
        }
        Slot::Broken => Slot::Broken,
    };
    let mut found = Slot::Missing;
    for slot in [prefix, pairs, versions, payload] {
        match (&found, &slot) {
            (_, Slot::Missing) | (Slot::Broken, _) => {}
            (Slot::Given(first), Slot::Given(again)) => {
                errors
                    .add(again.key, "a signature is written in one way")
                    .label("another way")
                    .related(first.key, "the first")
                    .help("leave one of them out");
                found = Slot::Broken;
            }
            (Slot::Missing, Slot::Given(_)) | (_, Slot::Broken) => found = slot,
        }
    }
    found
}
