//! Signatures that are received: `[callback.signature]`, `[token.signature]`, `[webhooks]`.

use super::answer::TIMES;
use super::digest::{self, Digest};
use super::{Table, Value, name, value};
use crate::report::{Errors, quote, quote_all};
use crate::span::{Given, Slot, Span, Spanned};
use crate::template::Hole;
use crate::template::Template;
use crate::{Algorithm, JwtAlgorithm, TimeFormat};

/// A signature.
pub(crate) struct Signature<'t> {
    /// The key that names its table.
    pub(crate) table: Span,
    pub(crate) place: Slot<Place<'t>>,
    pub(crate) syntax: Slot<Syntax<'t>>,
    pub(crate) algorithm: Slot<SignatureAlgorithm>,
    pub(crate) digest: Digest<'t>,
    pub(crate) timestamp: Slot<Timestamp<'t>>,
    pub(crate) replay_id: Slot<Hole<'t>>,
    pub(crate) algorithms: Slot<Vec<Spanned<JwtAlgorithm>>>,
    pub(crate) audience: Slot<Template<'t>>,
    pub(crate) issuer: Slot<Template<'t>>,
    pub(crate) body_hash_claim: Slot<&'t str>,
}

/// Where it is.
#[derive(Clone, Copy)]
pub(crate) enum Place<'t> {
    Query(&'t str),
    Header(&'t str),
    Headers(&'t str),
    Form(&'t str),
    Json(&'t str),
}

/// How it is written there.
#[derive(Clone, Copy)]
pub(crate) enum Syntax<'t> {
    Prefix(&'t str),
    Pairs { key: &'t str, separator: &'t str },
    Versions(&'t str),
    Payload,
}

/// `algorithm`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureAlgorithm {
    Digest(Algorithm),
    Jwt,
}

/// `timestamp`.
pub(crate) struct Timestamp<'t> {
    pub(crate) value: Slot<Hole<'t>>,
    pub(crate) format: TimeFormat,
    pub(crate) max_age: Slot<u64>,
    pub(crate) max_ahead: Slot<u64>,
}

/// One of `[webhooks]`.
pub(crate) struct Webhook<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) signature: Signature<'t>,
}

const KEYS: &[&str] = &[
    "parameter",
    "in",
    "prefix",
    "pairs",
    "versions",
    "payload",
    "algorithm",
    "key",
    "key_encoding",
    "message",
    "encoding",
    "query",
    "timestamp",
    "replay_id",
    "algorithms",
    "audience",
    "issuer",
    "body_hash_claim",
];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Signature<'t>> {
    let table = value.closed(KEYS, errors)?;
    let template = |value: Value<'t, '_>, errors: &mut Errors| {
        value.filled(errors)?;
        value.template(source, errors)
    };
    Some(Signature {
        table: value.key.span,
        place: place(&table, errors),
        syntax: syntax(&table, errors),
        algorithm: table.require(
            "algorithm",
            errors,
            "add `algorithm = \"hmac-sha256\"`",
            |value, errors| {
                let jwt = [("jwt", SignatureAlgorithm::Jwt)];
                digest::algorithm(value, &jwt, SignatureAlgorithm::Digest, errors)
            },
        ),
        digest: digest::read(&table, source, errors),
        timestamp: table.read("timestamp", errors, timestamp),
        replay_id: table.read("replay_id", errors, source_name),
        algorithms: table.read("algorithms", errors, |value, errors| {
            value.list("a list of algorithms", errors, |value, errors| {
                value.choice(JwtAlgorithm::ALL, errors)
            })
        }),
        audience: table.read("audience", errors, template),
        issuer: table.read("issuer", errors, template),
        body_hash_claim: table.read("body_hash_claim", errors, value::line),
    })
}

/// `[webhooks]`.
pub(crate) fn webhooks<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Webhook<'t>>> {
    let mut webhooks = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        name::check(value.key, "webhook", errors);
        let signature = read(value, source, errors);
        webhooks.extend(signature.map(|signature| Webhook { name: value.key, signature }));
    });
    Some(webhooks)
}

/// `in`, or `parameter`, which is short for a place in the query.
fn place<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Slot<Place<'t>> {
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
    const PLACES: &[&str] = &["query", "header", "headers", "form", "json"];
    let table = value.closed(PLACES, errors)?;
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
            let help = format!("write one of {}", quote_all(PLACES.iter().copied()));
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

/// `prefix`, `pairs`, `versions`, `payload`: one of them.
fn syntax<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Slot<Syntax<'t>> {
    let prefix = table.read("prefix", errors, |value, errors| {
        let text = value.filled(errors)?;
        value::visible(text, value.span, errors).then_some(Syntax::Prefix(text))
    });
    let pairs = table.read("pairs", errors, |value, errors| {
        let table = value.closed(&["key", "separator"], errors)?;
        let key = table.require("key", errors, "add `key = \"v1\"`", value::line);
        let separator = table.read("separator", errors, value::text);
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

fn timestamp<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Timestamp<'t>> {
    let table = value.closed(&["value", "format", "max_age", "max_ahead"], errors)?;
    let format = table.read("format", errors, |value, errors| value.choice(TIMES, errors));
    let max_age =
        table.require("max_age", errors, "add `max_age = \"5m\"`", super::token::duration);
    let help = "add `value = \"request.header.x-timestamp\"`";
    Some(Timestamp {
        value: table.require("value", errors, help, source_name),
        format: format.or(TimeFormat::Unix),
        max_age,
        max_ahead: table.read("max_ahead", errors, super::token::duration),
    })
}

/// The name of one source. Its braces are not needed, and do no harm.
fn source_name<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Hole<'t>> {
    let text = value.line(errors)?;
    let name = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || "{}".contains(c)) {
        errors
            .add(value.span, format!("{} is not the name of a value", quote(text)))
            .label("one name, without text beside it")
            .help("such as `request.header.x-timestamp`");
        return None;
    }
    Some(Hole { name, span: value.span })
}
