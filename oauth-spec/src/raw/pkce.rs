//! `pkce`: how the challenge is made, and by whom.

use super::Value;
use crate::report::Errors;
use crate::{Challenge, schema};

/// `none` is the last.
const PKCE: &[(&str, Option<Challenge>)] = &[
    ("S256", Some(Challenge::S256)),
    ("plain", Some(Challenge::Plain)),
    ("S256-hex", Some(Challenge::S256Hex)),
    ("none", None),
];

/// A word, or a table.
#[expect(clippy::option_option, reason = "nothing for what is wrong; none for `none`")]
pub(super) fn read(value: Value<'_, '_>, errors: &mut Errors) -> Option<Option<Challenge>> {
    if value.is_table() { table(value, errors).map(Some) } else { value.choice(PKCE, errors) }
}

fn table(value: Value<'_, '_>, errors: &mut Errors) -> Option<Challenge> {
    let methods = PKCE.split_last().map_or(PKCE, |(_, methods)| methods);
    let table = value.closed(&schema::PKCE, errors)?;
    let whom = table.require("for", errors, "add `for = \"public\"`", |value, errors| {
        value.choice(&[("public", ())], errors)
    });
    let method = table.read("method", errors, |value, errors| value.choice(methods, errors));
    whom.get()?;
    if method.is_broken() { None } else { method.or(Some(Challenge::S256)) }
}
