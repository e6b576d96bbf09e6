//! `[token]`.

use toml::de::DeValue;

use super::value::quote_path;
use super::{Field, Signature, Value, field, signature};
use crate::Expiry;
use crate::report::{Errors, quote};
use crate::span::Slot;

/// `[token]`.
pub(crate) struct Token<'t> {
    pub(crate) expiry: Slot<Expiry>,
    pub(crate) lifetime: Slot<u64>,
    pub(crate) refresh_token_lifetime: Slot<u64>,
    pub(crate) fields: Vec<Field<'t>>,
    pub(crate) signature: Slot<Signature<'t>>,
}

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Token<'t>> {
    let keys = &["expiry", "lifetime", "refresh_token_lifetime", "fields", "signature"];
    let table = value.closed(keys, errors)?;
    Some(Token {
        expiry: table.read("expiry", errors, expiry),
        lifetime: table.read("lifetime", errors, duration),
        refresh_token_lifetime: table.read("refresh_token_lifetime", errors, duration),
        fields: table.read("fields", errors, field::read).get().cloned().unwrap_or_default(),
        signature: table
            .read("signature", errors, |value, errors| signature::read(value, source, errors)),
    })
}

fn expiry(value: Value<'_, '_>, errors: &mut Errors) -> Option<Expiry> {
    if matches!(value.inner, DeValue::String(text) if text == "chosen") {
        errors
            .add(value.span, "an expiry that no grant can produce")
            .label("a token endpoint does not let a date be chosen")
            .help(
                "tokens made by hand are a grant:\n\n\
                [grants.personal_access_token]\n\
                expiry = \"chosen\"",
            );
        return None;
    }
    value.choice(&[("expires_in", Expiry::EXPIRES_IN), ("never", Expiry::Never)], errors)
}

/// A number and a unit, in seconds.
pub(crate) fn duration(value: Value<'_, '_>, errors: &mut Errors) -> Option<u64> {
    const HELP: &str = "write a number and a unit: `90s`, `30m`, `8h`, `28d` or `2w`";
    if let DeValue::Integer(number) = value.inner {
        let help = format!("write `\"{number}s\"` if seconds are meant");
        return value.wrong("a duration", errors, Some(help));
    }
    let text = value.text(errors)?;
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
    // Longer than a century is a mistake, and would leave no room for adding it to a time.
    let seconds = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    let seconds = seconds.filter(|seconds| (1..=3_155_760_000).contains(seconds));
    if seconds.is_none() {
        errors
            .add(value.span, format!("{} cannot be a lifetime", quote(text)))
            .label("not between a second and a century")
            .help("leave it out if it is not known; write `expiry = \"never\"` if there is none");
    }
    seconds
}
