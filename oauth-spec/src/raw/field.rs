//! `fields` of `[token]`, `[errors]`, `[callback]`, `[calls]` and `[consents]`.

use super::field_kind::{self, FieldKind, Parts};
use super::field_place::{self, Place};
use super::{Value, value};
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};

/// One field.
pub(crate) struct Field<'t> {
    pub(crate) name: Spanned<&'t str>,
    /// Nothing if it is wrong.
    pub(crate) kind: Option<FieldKind<'t>>,
    pub(crate) place: Place<'t>,
    pub(crate) required: bool,
    pub(crate) description: Slot<&'t str>,
    pub(crate) rust_name: Slot<&'t str>,
}

pub(crate) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Field<'t>>> {
    let mut fields = Vec::new();
    value.open(errors)?.each(errors, |value, errors| fields.push(field(value, errors)));
    Some(fields)
}

fn field<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Field<'t> {
    let mut field = Field {
        name: value.key,
        kind: None,
        place: Place::default(),
        required: false,
        description: Slot::Missing,
        rust_name: Slot::Missing,
    };
    if let Some(table) = value.closed(&schema::FIELD, errors) {
        let parts = Parts {
            word: table.read("type", errors, field_kind::word),
            secret: table.read("secret", errors, value::boolean),
            values: table.read("enum", errors, field_kind::values),
            fields: table.read("fields", errors, read),
            under: table.read("under", errors, field_place::under),
            list: table.read("list", errors, value::boolean),
        };
        field.kind = field_kind::kind(value, parts, errors);
        field.place = field_place::read(&table, errors);
        field.required = table.read("required", errors, value::boolean).or(false);
        field.description = table.read("description", errors, value::text);
        field.rust_name = table.read("rust_name", errors, value::line);
    }
    field
}

impl<'t> Field<'t> {
    /// Where it may be.
    pub(crate) fn paths(&self) -> &[Spanned<&'t str>] {
        self.place.path.get().map_or(std::slice::from_ref(&self.name), Vec::as_slice)
    }
}
