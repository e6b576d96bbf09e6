//! `[consents]`.

use toml::de::DeValue;

use super::request::{Parameter, parameters};
use super::{Field, Value, field, name};
use crate::report::Errors;
use crate::span::{Slot, Spanned};
use crate::template::Template;

/// One of `[consents]`.
pub(crate) struct Consent<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) endpoint: Slot<Template<'t>>,
    pub(crate) parameters: Slot<Vec<Parameter<'t>>>,
    pub(crate) success: Slot<(&'t str, Literal<'t>)>,
    pub(crate) fields: Slot<Vec<Field<'t>>>,
}

/// A value that a callback is compared with.
#[derive(Clone, Copy)]
pub(crate) enum Literal<'t> {
    Text(&'t str),
    Integer(i64),
    Boolean(bool),
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
    let table = value.closed(&["endpoint", "parameters", "success", "fields"], errors)?;
    let mut unclear = false;
    let own = table.read("parameters", errors, |value, errors| {
        parameters(value, source, &mut unclear, errors)
    });
    Some(Consent {
        name: value.key,
        endpoint: table.require(
            "endpoint",
            errors,
            "add `endpoint = \"https://…\"`",
            |value, errors| value.template(source, errors),
        ),
        // Of those that are wrong nothing can be said, and so of none.
        parameters: if unclear { Slot::Broken } else { own },
        success: table.read("success", errors, success),
        fields: table.read("fields", errors, field::read),
    })
}

/// `{ admin_consent = "True" }`.
fn success<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<(&'t str, Literal<'t>)> {
    let mut conditions = Vec::new();
    let mut right = true;
    value.open(errors)?.each(errors, |value, errors| {
        let literal = match value.inner {
            DeValue::Boolean(boolean) => Some(Literal::Boolean(*boolean)),
            DeValue::Integer(_) => value.integer(errors).map(Literal::Integer),
            _ => value.line(errors).map(Literal::Text),
        };
        right &= literal.is_some();
        conditions.extend(literal.map(|literal| (value.key.value, literal)));
    });
    match conditions.as_slice() {
        [condition] if right => Some(*condition),
        _ if !right => None,
        _ => {
            errors
                .add(value.span, "a good callback is told by one parameter")
                .label(format!("{} of them", conditions.len()))
                .help("write `{ name = \"value\" }`, or leave it out for any callback without an error");
            None
        }
    }
}
