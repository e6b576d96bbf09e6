//! `parameters` of a grant: what the application gives with a call.

use super::value::quote_path;
use super::{Value, value};
use crate::ParameterKind;
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};

/// One of them.
pub(crate) struct CallParameter<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) kind: ParameterKind,
    pub(crate) required: bool,
    pub(crate) description: Slot<&'t str>,
}

pub(super) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<CallParameter<'t>> {
    const TYPES: &[(&str, ParameterKind)] = &[
        ("string", ParameterKind::String),
        ("integer", ParameterKind::Integer),
        ("boolean", ParameterKind::Boolean),
    ];
    let table = value.closed(&schema::CALL_PARAMETER, errors)?;
    let word = table.read("type", errors, |value, errors| value.choice(TYPES, errors));
    let secret = table.read("secret", errors, value::boolean);
    let mut kind = word.or(ParameterKind::String);
    if let Slot::Given(secret) = &secret {
        if secret.value && kind == ParameterKind::String {
            kind = ParameterKind::Secret;
        } else if secret.value && !word.is_broken() {
            let error =
                errors.add(secret.key, format!("{} cannot be secret", quote_path(value.path)));
            error.label("only strings can be kept secret").help("write `type = \"string\"`");
            if let Slot::Given(word) = &word {
                error.related(word.span, "its type");
            }
        }
    }
    Some(CallParameter {
        name: value.key,
        kind,
        required: table.read("required", errors, value::boolean).or(false),
        description: table.read("description", errors, value::text),
    })
}
