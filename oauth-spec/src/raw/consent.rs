//! `[consents]`.

use super::request::{Parameter, parameters};
use super::{Condition, Field, Value, field, name, refusal, value};
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::template::Template;

/// One of `[consents]`.
pub(crate) struct Consent<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) endpoint: Slot<Template<'t>>,
    pub(crate) parameters: Slot<Vec<Parameter<'t>>>,
    pub(crate) success: Slot<Condition<'t>>,
    pub(crate) fields: Slot<Vec<Field<'t>>>,
}

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Consent<'t>>> {
    let mut consents = Vec::new();
    value
        .open(errors)?
        .each(errors, |value, errors| consents.extend(consent(value, source, errors)));
    Some(consents)
}

fn consent<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Consent<'t>> {
    name::check(value.key, "consent", errors);
    let table = value.closed(&schema::CONSENT, errors)?;
    let mut unclear = false;
    let own = table.read("parameters", errors, |value, errors| {
        parameters(value, source, &mut unclear, errors)
    });
    Some(Consent {
        name: value.key,
        description: table.read("description", errors, value::text),
        endpoint: table.require(
            "endpoint",
            errors,
            "add `endpoint = \"https://…\"`",
            |value, errors| value.address(source, errors),
        ),
        // Of those that are wrong nothing can be said, and so of none.
        parameters: if unclear { Slot::Broken } else { own },
        success: table.read("success", errors, refusal::condition),
        fields: table.read("fields", errors, field::read),
    })
}
