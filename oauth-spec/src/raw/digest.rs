//! What signatures and computed values have in common: an algorithm, a key, a message, an encoding.

use toml::de::DeValue;

use super::canonical::{self, Canonical};
use super::{Table, Value, value};
use crate::DigestEncoding;
use crate::report::{Errors, quote, quote_all};
use crate::schema;
use crate::span::{Slot, Span};
use crate::suggest;
use crate::template::{self, Hole, Part, Template};

/// A text, put through an algorithm.
pub(crate) struct Digest<'t> {
    pub(crate) key: Slot<Template<'t>>,
    pub(crate) key_encoding: Slot<KeyEncoding<'t>>,
    pub(crate) message: Slot<Message<'t>>,
    pub(crate) encoding: Slot<Encoding<'t>>,
    pub(crate) query: Slot<Canonical<'t>>,
    /// Of computed values only.
    pub(crate) base_path: Slot<&'t str>,
}

/// `key_encoding`.
#[derive(Clone, Copy)]
pub(crate) enum KeyEncoding<'t> {
    Word(crate::KeyEncoding),
    /// `{ hmac-sha256 = "…" }`.
    HmacSha256Of(&'t str),
}

/// `message`.
pub(crate) struct Message<'t> {
    pub(crate) template: Template<'t>,
    /// Whether it was `sorted-query`.
    pub(crate) is_sorted: bool,
}

/// `encoding`.
#[derive(Clone, Copy)]
pub(crate) enum Encoding<'t> {
    Fixed(DigestEncoding),
    Variable(Hole<'t>),
}

/// Reads what they have in common. `is_received` tells a signature from what is made here.
pub(crate) fn read<'t>(
    table: &Table<'t, '_>,
    is_received: bool,
    source: &str,
    errors: &mut Errors,
) -> Digest<'t> {
    Digest {
        key: table.read("key", errors, |value, errors| key(value, source, errors)),
        key_encoding: table.read("key_encoding", errors, key_encoding),
        message: table.read("message", errors, |value, errors| message(value, source, errors)),
        encoding: table
            .read("encoding", errors, |value, errors| encoding(value, is_received, source, errors)),
        query: table.read("query", errors, canonical::read),
        base_path: if is_received {
            Slot::Missing
        } else {
            table.read("base_path", errors, value::line)
        },
    }
}

/// A template of one name.
fn name<'t>(name: &'t str, text: &'t str, span: Span) -> Template<'t> {
    Template { span, text, parts: vec![Part::Hole(Hole { name, span })] }
}

/// `key`: a name, or a template.
pub(crate) fn key<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Template<'t>> {
    let text = value.filled(errors)?;
    if text.contains(['{', '}']) {
        return value.template(source, errors);
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        errors.add(value.span, "a key is a name or a template").label("neither").help(
            "values: `client_secret`, or a variable such as `{key}`; no secret stands in a file",
        );
        return None;
    }
    Some(name(text, text, value.span))
}

fn key_encoding<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<KeyEncoding<'t>> {
    const WORDS: &[(&str, crate::KeyEncoding)] = &[
        ("utf8", crate::KeyEncoding::Utf8),
        ("base64", crate::KeyEncoding::Base64),
        ("hex", crate::KeyEncoding::Hex),
        ("pem", crate::KeyEncoding::Pem),
        ("sha256", crate::KeyEncoding::Sha256),
        ("sha1", crate::KeyEncoding::Sha1),
    ];
    if !matches!(value.inner, DeValue::Table(_)) {
        return value.choice(WORDS, errors).map(KeyEncoding::Word);
    }
    let table = value.closed(&schema::DERIVED, errors)?;
    let help = "write `{ hmac-sha256 = \"WebAppData\" }`";
    let text = table.require("hmac-sha256", errors, help, value::filled);
    text.get().map(|text| KeyEncoding::HmacSha256Of(text))
}

fn message<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Message<'t>> {
    const WORDS: &[&str] = &["raw-query", "sorted-query"];
    let text = value.filled(errors)?;
    if WORDS.contains(&text) {
        let template = name("request.query", text, value.span);
        return Some(Message { template, is_sorted: text == "sorted-query" });
    }
    let template = multiline(value, source, errors)?;
    if template.holes().is_empty() {
        let help = match suggest::nearest(text, WORDS.iter().copied()) {
            Some(near) => format!("did you mean {}?", quote(near)),
            None => format!("values: {}, or a template", quote_all(WORDS.iter().copied())),
        };
        errors
            .add(value.span, "a message that is always the same")
            .label("no name in braces")
            .help(help);
        return None;
    }
    Some(Message { template, is_sorted: false })
}

/// A template that may have several lines: messages that are signed often do.
fn multiline<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Template<'t>> {
    let text = value.text(errors)?;
    if text.contains('\n') {
        return template::parse(source, text, value.span, errors);
    }
    value.template(source, errors)
}

fn encoding<'t>(
    value: Value<'t, '_>,
    is_received: bool,
    source: &str,
    errors: &mut Errors,
) -> Option<Encoding<'t>> {
    let text = value.text(errors)?;
    if text == "auto" && !is_received {
        errors
            .add(value.span, "`auto` tells how something received is written")
            .label("this is made, not received")
            .help("write `hex`, `base64` or `base64url`");
        return None;
    }
    if text.contains(['{', '}']) {
        let template = value.template(source, errors)?;
        if let [Part::Hole(hole)] = template.parts.as_slice() {
            return Some(Encoding::Variable(*hole));
        }
    }
    let known = DigestEncoding::ALL.iter();
    let known = known.filter(|(_, known)| is_received || *known != DigestEncoding::Auto);
    let words = known.clone().map(|(word, _)| *word);
    let found = known.clone().find(|(word, _)| *word == text);
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
