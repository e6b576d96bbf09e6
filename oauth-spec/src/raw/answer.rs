//! How a token answer is written: `[token]`, and `answer` of a request.

use toml::de::DeValue;

use super::field_place::{self, path};
use super::{Table, Value, value};
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::Slot;
use crate::suggest;
use crate::{AnswerFormat, TimeFormat, Unit};

/// Where the members of an answer are.
#[derive(Default)]
pub(crate) struct Answer<'t> {
    pub(crate) format: Slot<AnswerFormat>,
    /// The path of the object that holds the token; empty for the answer itself.
    pub(crate) root: Slot<&'t str>,
    pub(crate) access_token: Slot<&'t str>,
    pub(crate) token_type: Slot<&'t str>,
    pub(crate) refresh_token: Slot<&'t str>,
    pub(crate) scope: Slot<&'t str>,
    pub(crate) id_token: Slot<&'t str>,
    /// `names = "camelCase"`.
    pub(crate) camel_case: Slot<()>,
    pub(crate) expiry: Slot<Expiry<'t>>,
    pub(crate) refresh_token_expiry: Slot<Expiry<'t>>,
}

/// When something expires.
#[derive(Clone, Copy)]
pub(crate) enum Expiry<'t> {
    /// `expires_in`: under the name that the answer's other names suggest.
    ExpiresIn,
    /// `{ in = "…" }`.
    In {
        field: &'t str,
        unit: Unit,
        zero_is_never: bool,
    },
    /// `{ at = "…" }`.
    At {
        field: &'t str,
        format: TimeFormat,
        zero_is_never: bool,
    },
    Jwt,
    Introspection,
    Lifetime,
    Never,
}

/// The words for a notation.
pub(super) const FORMATS: &[(&str, AnswerFormat)] =
    &[("json", AnswerFormat::Json), ("form", AnswerFormat::Form), ("jsonp", AnswerFormat::Jsonp)];

/// How a point in time is written: a word, and behind `date_time` a zone.
pub(crate) fn time_format(value: Value<'_, '_>, errors: &mut Errors) -> Option<TimeFormat> {
    let DeValue::String(text) = value.inner else {
        return value.choice(TimeFormat::WORDS, errors);
    };
    let known = TimeFormat::from_word(text);
    if known.is_none() {
        let words = TimeFormat::WORDS.iter().map(|(word, _)| *word);
        let near = TimeFormat::meant(text).map(|format| format.to_string());
        let near = near.or_else(|| suggest::nearest(text, words.clone()).map(str::to_owned));
        let help = match near {
            Some(near) => format!("did you mean {}?", quote(&near)),
            None => format!(
                "values: {}, or the last one in a zone: `date_time+08:00`",
                crate::report::quote_all(words)
            ),
        };
        value.unknown(text, errors, &help);
    }
    known
}

/// `answer = {…}`.
pub(crate) fn answer<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Answer<'t>> {
    Some(read(&value.closed(&schema::ANSWER, errors)?, errors))
}

/// The same keys in a table that has others too.
pub(crate) fn read<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Answer<'t> {
    let mut path = |key| table.read(key, errors, path);
    let (access_token, token_type) = (path("access_token"), path("token_type"));
    let (refresh_token, scope, id_token) = (path("refresh_token"), path("scope"), path("id_token"));
    Answer {
        format: table.read("format", errors, |value, errors| value.choice(FORMATS, errors)),
        root: table.read("root", errors, field_place::root),
        access_token,
        token_type,
        refresh_token,
        scope,
        id_token,
        camel_case: table
            .read("names", errors, |value, errors| value.choice(&[("camelCase", ())], errors)),
        expiry: table.read("expiry", errors, expiry),
        refresh_token_expiry: table
            .read("refresh_token_expiry", errors, |value, errors| member(value, errors)),
    }
}

/// `expiry`: a word, or where a member is.
fn expiry<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Expiry<'t>> {
    const WORDS: &[(&str, Expiry<'static>)] = &[
        ("expires_in", Expiry::ExpiresIn),
        ("never", Expiry::Never),
        ("lifetime", Expiry::Lifetime),
        ("jwt", Expiry::Jwt),
        ("introspection", Expiry::Introspection),
    ];
    match value.inner {
        DeValue::Table(_) => member(value, errors),
        DeValue::String(text) if text == "chosen" => {
            errors
                .add(value.span, "an expiry that no grant can produce")
                .label("a token endpoint does not let a date be chosen")
                .help(
                    "tokens made by hand are a grant:\n\n\
                    [grants.personal_access_token]\n\
                    expiry = \"chosen\"",
                );
            None
        }
        DeValue::String(text) if !WORDS.iter().any(|(word, _)| word == text) => {
            let words = WORDS.iter().map(|(word, _)| *word);
            let help = match suggest::nearest(text, words.clone()) {
                Some(near) => format!("did you mean {}?", quote(near)),
                None => format!(
                    "values: {}, or a member: `{{ in = {:?} }}`, `{{ at = {:?} }}`",
                    crate::report::quote_all(words),
                    text.as_ref(),
                    text.as_ref()
                ),
            };
            value.unknown(text, errors, &help);
            None
        }
        _ => value.choice(WORDS, errors),
    }
}

/// The words of `unit`.
const UNITS: &[(&str, Unit)] =
    &[("s", Unit::Seconds), ("ms", Unit::Milliseconds), ("min", Unit::Minutes)];

/// A path, or `{ in = "expires", unit = "min" }`.
pub(super) fn length<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<(&'t str, Unit)> {
    let DeValue::Table(_) = value.inner else {
        return Some((path(value, errors)?, Unit::Seconds));
    };
    let table = value.closed(&schema::LENGTH, errors)?;
    let field = table.require("in", errors, "write `{ in = \"expires_in\" }`", path);
    let unit = table.read("unit", errors, |value, errors| value.choice(UNITS, errors));
    Some((field.get().copied()?, unit.or(Unit::Seconds)))
}

/// `{ in = "expires", unit = "ms", zero = "never" }`, `{ at = "expires_at", format = "rfc3339" }`.
fn member<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Expiry<'t>> {
    const HELP: &str = "write `{ in = \"expires_in\" }` or `{ at = \"expires_at\" }`";
    let DeValue::Table(_) = value.inner else {
        return value.wrong("a table", errors, HELP);
    };
    let table = value.closed(&schema::MOMENT, errors)?;
    let after = table.read("in", errors, path);
    let at = table.read("at", errors, path);
    let unit = table.read("unit", errors, |value, errors| value.choice(UNITS, errors));
    let format = table.read("format", errors, |value, errors| time_format(value, errors));
    let zero = table.read("zero", errors, |value, errors| value.choice(&[("never", ())], errors));
    let zero_is_never = zero.given().is_some();
    match (&after, &at) {
        (Slot::Broken, _) | (_, Slot::Broken) => None,
        (Slot::Missing, Slot::Missing) => {
            errors
                .add(value.span, format!("{} reads no member", value::quote_path(value.path)))
                .label("neither `in` nor `at`")
                .help(HELP);
            None
        }
        (Slot::Given(after), Slot::Given(at)) => {
            errors
                .add(at.key, "an expiry is a time after the answer or a point in time")
                .label("a point in time")
                .related(after.key, "a time after the answer")
                .help("leave one of them out");
            None
        }
        (Slot::Given(after), Slot::Missing) => {
            needless(&format, "format", "`in` counts seconds or, with `unit`, others", errors)?;
            let unit = unit.or(Unit::Seconds);
            Some(Expiry::In { field: after.value, unit, zero_is_never })
        }
        (Slot::Missing, Slot::Given(at)) => {
            needless(&unit, "unit", "a point in time has a `format`", errors)?;
            let format = format.or(TimeFormat::Unix);
            Some(Expiry::At { field: at.value, format, zero_is_never })
        }
    }
}

/// A key that says nothing beside the others.
fn needless<T>(slot: &Slot<T>, key: &str, help: &str, errors: &mut Errors) -> Option<()> {
    let Slot::Given(given) = slot else { return Some(()) };
    errors
        .add(given.key, format!("{} says nothing here", quote(key)))
        .label("nothing looks at this")
        .help(help);
    None
}
