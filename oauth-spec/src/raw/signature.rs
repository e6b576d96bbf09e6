//! Signatures that are received: `[callback.signature]`, `[token.signature]`, `[webhooks]`.

use super::answer::time_format;
use super::digest::{self, Digest};
use super::{Place, Syntax, Table, Value, field_place, identity, name, signature_place, value};
use crate::report::{Errors, quote};
use crate::schema;
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
    pub(crate) description: Slot<&'t str>,
    pub(crate) keys: Slot<PublishedKeys<'t>>,
    pub(crate) signature: Signature<'t>,
}

/// `keys` of a webhook.
pub(crate) struct PublishedKeys<'t> {
    pub(crate) url: Slot<Template<'t>>,
    pub(crate) path: Slot<&'t str>,
}

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Signature<'t>> {
    Some(fill(&value.closed(&schema::SIGNATURE, errors)?, source, errors))
}

fn fill<'t>(table: &Table<'t, '_>, source: &str, errors: &mut Errors) -> Signature<'t> {
    let template = |value: Value<'t, '_>, errors: &mut Errors| {
        value.filled(errors)?;
        value.template(source, errors)
    };
    Signature {
        table: table.span,
        place: signature_place::place(table, errors),
        syntax: signature_place::syntax(table, errors),
        algorithm: written_algorithm(table, errors),
        digest: digest::read(table, true, source, errors),
        timestamp: table.read("timestamp", errors, timestamp),
        replay_id: table.read("replay_id", errors, source_name),
        algorithms: identity::algorithms(table, "algorithms", errors),
        audience: table.read("audience", errors, template),
        issuer: table.read("issuer", errors, template),
        body_hash_claim: table.read("body_hash_claim", errors, value::line),
    }
}

/// `algorithm`, which must be there; what is reported as missing stays missing, and what is misspelt broken.
fn written_algorithm(table: &Table<'_, '_>, errors: &mut Errors) -> Slot<SignatureAlgorithm> {
    let written = table.read("algorithm", errors, algorithm);
    if written.is_missing() {
        table.lacks("algorithm", "add `algorithm = \"hmac-sha256\"`", errors);
    }
    written
}

fn algorithm(value: Value<'_, '_>, errors: &mut Errors) -> Option<SignatureAlgorithm> {
    let digests = Algorithm::ALL.iter();
    let digests = digests.map(|(word, algorithm)| (*word, SignatureAlgorithm::Digest(*algorithm)));
    let words: Vec<_> = digests.chain([("jwt", SignatureAlgorithm::Jwt)]).collect();
    value.choice(&words, errors)
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
        let Some(table) = value.closed(&schema::WEBHOOK, errors) else { return };
        webhooks.push(Webhook {
            name: value.key,
            description: table.read("description", errors, value::text),
            keys: table.read("keys", errors, |value, errors| keys(value, source, errors)),
            signature: fill(&table, source, errors),
        });
    });
    Some(webhooks)
}

/// `keys`: an address, or a table.
fn keys<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<PublishedKeys<'t>> {
    if value.is_table() {
        let table = value.closed(&schema::PUBLISHED_KEYS, errors)?;
        let help = "add `url = \"https://…\"`";
        return Some(PublishedKeys {
            url: table.require("url", errors, help, |value, errors| value.address(source, errors)),
            path: table.read("path", errors, field_place::path),
        });
    }
    let (key, span) = (value.key.span, value.span);
    let template = value.template(source, errors)?;
    let url = Slot::Given(Given { key, span, value: template });
    Some(PublishedKeys { url, path: Slot::Missing })
}

fn timestamp<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Timestamp<'t>> {
    let table = value.closed(&schema::TIME_WINDOW, errors)?;
    let format = table.read("format", errors, time_format);
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
