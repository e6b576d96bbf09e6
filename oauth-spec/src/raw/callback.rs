//! `[callback]`.

use super::reply::{self, Reply};
use super::{Field, Value, field, value};
use crate::report::{Errors, quote, quote_all};
use crate::span::Slot;
use crate::suggest;
use crate::template::braced;
use crate::{Algorithm, DigestEncoding, RepeatedParameters};

/// `[callback]`.
pub(crate) struct Callback<'t> {
    pub(crate) reply: Reply<'t>,
    pub(crate) repeated_parameters: Slot<RepeatedParameters>,
    /// `iss`: whether it is required.
    pub(crate) iss: Slot<bool>,
    pub(crate) fields: Vec<Field<'t>>,
    pub(crate) signature: Slot<Signature<'t>>,
}

/// `[callback.signature]`.
pub(crate) struct Signature<'t> {
    pub(crate) parameter: Slot<&'t str>,
    pub(crate) algorithm: Slot<Algorithm>,
    pub(crate) key: Slot<Key<'t>>,
    pub(crate) message: Slot<()>,
    pub(crate) encoding: Slot<Encoding<'t>>,
}

/// `key`.
#[derive(Clone, Copy)]
pub(crate) enum Key<'t> {
    ClientSecret,
    Variable(&'t str),
}

/// `encoding`.
#[derive(Clone, Copy)]
pub(crate) enum Encoding<'t> {
    Fixed(DigestEncoding),
    Variable(&'t str),
}

const KEYS: &[&str] = &[
    "format",
    "code",
    "state",
    "error",
    "error_description",
    "error_codes",
    "repeated_parameters",
    "iss",
    "fields",
    "signature",
];

pub(crate) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Callback<'t>> {
    const REPEATED: &[(&str, RepeatedParameters)] =
        &[("refuse", RepeatedParameters::Refuse), ("last", RepeatedParameters::Last)];
    const ISS: &[(&str, bool)] = &[("optional", false), ("required", true)];
    let table = value.closed(KEYS, errors)?;
    Some(Callback {
        reply: reply::read(&table, errors),
        repeated_parameters: table
            .read("repeated_parameters", errors, |value, errors| value.choice(REPEATED, errors)),
        iss: table.read("iss", errors, |value, errors| value.choice(ISS, errors)),
        fields: table.read("fields", errors, field::read).get().cloned().unwrap_or_default(),
        signature: table.read("signature", errors, signature),
    })
}

fn signature<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Signature<'t>> {
    let keys = &["parameter", "algorithm", "key", "message", "encoding"];
    let table = value.closed(keys, errors)?;
    Some(Signature {
        parameter: table.require("parameter", errors, "add `parameter = \"hmac\"`", value::line),
        algorithm: table.require(
            "algorithm",
            errors,
            "add `algorithm = \"hmac-sha256\"`",
            |value, errors| value.choice(&[("hmac-sha256", Algorithm::HmacSha256)], errors),
        ),
        key: table.require(
            "key",
            errors,
            "a signature needs a key: add `key = \"client_secret\"`, or `key = \"{variable}\"`",
            key,
        ),
        message: table.require(
            "message",
            errors,
            "add `message = \"raw-query\"`",
            |value, errors| value.choice(&[("raw-query", ())], errors),
        ),
        encoding: table.read("encoding", errors, encoding),
    })
}

fn key<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Key<'t>> {
    let text = value.text(errors)?;
    match hole(text) {
        // The braces are not needed, and do no harm.
        _ if text == "client_secret" => Some(Key::ClientSecret),
        Some("client_secret") => Some(Key::ClientSecret),
        Some(name) => Some(Key::Variable(name)),
        None => {
            errors
                .add(value.span, format!("unknown value {}", quote(text)))
                .label("not a key")
                .help(format!("values: `client_secret`, or a variable such as {}", braced("key")));
            None
        }
    }
}

fn encoding<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Encoding<'t>> {
    let text = value.text(errors)?;
    if let Some(name) = hole(text) {
        return Some(Encoding::Variable(name));
    }
    let words = DigestEncoding::ALL.iter().map(|(word, _)| *word);
    let found = DigestEncoding::ALL.iter().find(|(word, _)| *word == text);
    if found.is_none() {
        let help = match suggest::nearest(text, words.clone()) {
            Some(near) => format!("did you mean {}?", quote(near)),
            None => format!("values: {}, or a variable in braces", quote_all(words)),
        };
        errors
            .add(value.span, format!("unknown value {}", quote(text)))
            .label("not an encoding")
            .help(help);
    }
    found.map(|(_, encoding)| Encoding::Fixed(*encoding))
}

/// What stands in a pair of braces, if the text is one.
fn hole(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && !name.contains(['{', '}'])).then_some(name)
}
