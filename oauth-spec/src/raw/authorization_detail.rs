//! `[authorization_details]`.

use super::{Field, Value, field, value};
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};

/// One of `[authorization_details]`: its key is its `type`.
pub(crate) struct AuthorizationDetail<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) rust_name: Slot<&'t str>,
    pub(crate) fields: Slot<Vec<Field<'t>>>,
}

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    errors: &mut Errors,
) -> Option<Vec<AuthorizationDetail<'t>>> {
    let mut details = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let Some(table) = value.closed(&schema::AUTHORIZATION_DETAIL, errors) else { return };
        details.push(AuthorizationDetail {
            name: value.key,
            description: table.read("description", errors, value::text),
            rust_name: table.read("rust_name", errors, value::line),
            fields: table.read("fields", errors, field::read),
        });
    });
    Some(details)
}
