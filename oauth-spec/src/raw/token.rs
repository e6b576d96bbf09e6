//! `[token]`.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::value::quote_path;
use super::{Answer, Field, Signature, Value, answer, field, signature};
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::Slot;

/// `[token]`.
pub(crate) struct Token<'t> {
    pub(crate) answer: Answer<'t>,
    pub(crate) lifetime: Slot<u64>,
    pub(crate) refresh_token_lifetime: Slot<u64>,
    pub(crate) refresh_token_idle: Slot<u64>,
    pub(crate) renew_before: Slot<u64>,
    pub(crate) fields: Vec<Field<'t>>,
    pub(crate) signature: Slot<Signature<'t>>,
}

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Token<'t>> {
    let table = value.closed(&schema::TOKEN, errors)?;
    Some(Token {
        answer: answer::read(&table, errors),
        lifetime: table.read("lifetime", errors, duration),
        refresh_token_lifetime: table.read("refresh_token_lifetime", errors, duration),
        refresh_token_idle: table.read("refresh_token_idle", errors, duration),
        renew_before: table.read("renew_before", errors, duration),
        fields: table.read("fields", errors, field::read).list(),
        signature: table
            .read("signature", errors, |value, errors| signature::read(value, source, errors)),
    })
}

/// A number and a unit, in seconds.
pub(crate) fn duration(value: Value<'_, '_>, errors: &mut Errors) -> Option<u64> {
    const HELP: &str = "write a number and a unit: `90s`, `30m`, `8h`, `28d` or `2w`";
    // Longer than a century is a mistake, and would leave no room for adding it to a time.
    const POSSIBLE: RangeInclusive<u64> = 1..=3_155_760_000;
    let DeValue::String(text) = value.inner else {
        let seconds = match value.inner {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let help = match seconds.filter(|seconds| POSSIBLE.contains(seconds)) {
            Some(seconds) => format!("write `\"{seconds}s\"` if seconds are meant"),
            None => HELP.to_owned(),
        };
        return value.wrong("a duration", errors, &help);
    };
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match text.get(digits.len()..) {
        Some("s") => 1,
        Some("m") => 60,
        Some("h") => 3_600,
        Some("d") => 86_400,
        Some("w") => 604_800,
        _ => 0,
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if unit == 0 || !is_number {
        errors
            .add(value.span, format!("{} is not a duration", quote(text)))
            .label(format!("not a value of {}", quote_path(value.path)))
            .help(HELP);
        return None;
    }
    let seconds = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    let seconds = seconds.filter(|seconds| POSSIBLE.contains(seconds));
    if seconds.is_none() {
        errors
            .add(value.span, format!("{} cannot be a lifetime", quote(text)))
            .label("not between a second and a century")
            .help("leave it out if it is not known; write `expiry = \"never\"` if there is none");
    }
    seconds
}
