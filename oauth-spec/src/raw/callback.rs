//! `[callback]`.

use super::reply::{self, Reply};
use super::{Field, Signature, Value, field, signature};
use crate::RepeatedParameters;
use crate::report::Errors;
use crate::schema;
use crate::span::Slot;

/// `[callback]`.
pub(crate) struct Callback<'t> {
    pub(crate) reply: Reply<'t>,
    pub(crate) repeated_parameters: Slot<RepeatedParameters>,
    /// `iss`: whether it is required.
    pub(crate) iss: Slot<bool>,
    pub(crate) fields: Vec<Field<'t>>,
    pub(crate) signature: Slot<Signature<'t>>,
}

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Callback<'t>> {
    const REPEATED: &[(&str, RepeatedParameters)] =
        &[("refuse", RepeatedParameters::Refuse), ("last", RepeatedParameters::Last)];
    const ISS: &[(&str, bool)] = &[("optional", false), ("required", true)];
    let table = value.closed(&schema::CALLBACK, errors)?;
    Some(Callback {
        reply: reply::read(&table, errors),
        repeated_parameters: table
            .read("repeated_parameters", errors, |value, errors| value.choice(REPEATED, errors)),
        iss: table.read("iss", errors, |value, errors| value.choice(ISS, errors)),
        fields: table.read("fields", errors, field::read).list(),
        signature: table
            .read("signature", errors, |value, errors| signature::read(value, source, errors)),
    })
}
