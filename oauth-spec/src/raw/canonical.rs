//! `query` of signatures and computed values: how parameters become one text.

use super::{Value, value};
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::{QueryOrder, QueryValues, RepeatedNames};

/// How parameters are written as one text.
#[derive(Default)]
pub(crate) struct Canonical<'t> {
    pub(crate) order: Slot<QueryOrder>,
    pub(crate) values: Slot<QueryValues>,
    pub(crate) repeated: Slot<RepeatedNames>,
    pub(crate) remove: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) only: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) pair: Slot<&'t str>,
    pub(crate) join: Slot<&'t str>,
}

pub(crate) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Canonical<'t>> {
    const ORDERS: &[(&str, QueryOrder)] =
        &[("received", QueryOrder::Received), ("name", QueryOrder::Name)];
    const VALUES: &[(&str, QueryValues)] = &[
        ("raw", QueryValues::Raw),
        ("decoded", QueryValues::Decoded),
        ("percent", QueryValues::Percent),
        ("form", QueryValues::Form),
        ("delimiters", QueryValues::Delimiters),
    ];
    const REPEATED: &[(&str, RepeatedNames)] = &[
        ("each", RepeatedNames::Each),
        ("comma", RepeatedNames::Comma),
        ("json", RepeatedNames::Json),
    ];
    let table = value.closed(&schema::CANONICAL, errors)?;
    let mut names = |key| {
        table.read(key, errors, |value, errors| {
            let names = value.list("a list of names", errors, value::line)?;
            super::super::check::all_different(&names, "name", errors);
            Some(names)
        })
    };
    let (remove, only) = (names("remove"), names("only"));
    Some(Canonical {
        order: table.read("order", errors, |value, errors| value.choice(ORDERS, errors)),
        values: table.read("values", errors, |value, errors| value.choice(VALUES, errors)),
        repeated: table.read("repeated", errors, |value, errors| value.choice(REPEATED, errors)),
        remove,
        only,
        pair: table.read("pair", errors, value::text),
        join: table.read("join", errors, value::text),
    })
}
