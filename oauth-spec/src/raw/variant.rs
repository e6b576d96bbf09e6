//! `[variants]`.

use super::request::PLACES;
use super::{Table, value};
use crate::ParametersIn;
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::template::Template;

/// One of `[variants]`.
pub(crate) struct Variant<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) grants: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) authorization_endpoint: Slot<Template<'t>>,
    pub(crate) endpoint: Slot<Template<'t>>,
    pub(crate) parameters_in: Slot<ParametersIn>,
}

pub(crate) fn read<'t>(
    root: &Table<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Vec<Variant<'t>> {
    let mut variants = Vec::new();
    root.read("variants", errors, |value, errors| {
        value.open(errors)?.each(errors, |value, errors| {
            let Some(table) = value.closed(&schema::VARIANT, errors) else { return };
            variants.push(Variant {
                name: value.key,
                description: table.read("description", errors, value::text),
                grants: table.read("grants", errors, |value, errors| {
                    value.list("a list of grants", errors, value::line)
                }),
                authorization_endpoint: table.read(
                    "authorization_endpoint",
                    errors,
                    |value, errors| value.address(source, errors),
                ),
                endpoint: table
                    .read("endpoint", errors, |value, errors| value.address(source, errors)),
                parameters_in: table
                    .read("parameters_in", errors, |value, errors| value.choice(PLACES, errors)),
            });
        });
        Some(())
    });
    variants
}
