//! Fields of a callback: the same tables over a query.

use oauth_spec::Field;

use super::value::{from_text, missing, places};
use crate::fields::FieldValues;
use crate::query::Pairs;

/// Reads a query by a table. The error names the parameter that is required and not there.
///
/// An optional parameter of another kind is left out.
pub(crate) fn from_pairs(
    fields: &'static [Field],
    pairs: &Pairs,
) -> Result<FieldValues, &'static str> {
    let mut values = places(fields);
    for (field, place) in fields.iter().zip(&mut values) {
        *place = pairs.get(field.name).and_then(|text| from_text(field.kind, text));
    }
    match missing(fields, &values) {
        Some(name) => Err(name),
        None => Ok(FieldValues(values)),
    }
}
