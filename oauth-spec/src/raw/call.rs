//! `[calls]`.

use super::api::refusals;
use super::operation::{METHODS, WHO};
use super::request::{PLACES, Parameter, headers, parameters};
use super::{Field, Header, Value, field, name, value};
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::template::Template;
use crate::{CallAuthentication, CallTime, Method, ParametersIn};

/// One of `[calls]`.
pub(crate) struct Call<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) when: Slot<CallTime>,
    pub(crate) grants: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) method: Slot<Method>,
    pub(crate) url: Slot<Template<'t>>,
    pub(crate) authentication: Slot<CallAuthentication>,
    pub(crate) authorization: Slot<Template<'t>>,
    pub(crate) parameters_in: Slot<ParametersIn>,
    pub(crate) parameters: Vec<Parameter<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
    pub(crate) success: Slot<Vec<Spanned<u16>>>,
    pub(crate) fields: Slot<Vec<Field<'t>>>,
}

const TIMES: &[(&str, CallTime)] = &[
    ("asked", CallTime::Asked),
    ("connected", CallTime::Connected),
    ("disconnect", CallTime::Disconnect),
];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Call<'t>>> {
    let mut calls = Vec::new();
    value.open(errors)?.each(errors, |value, errors| calls.extend(call(value, source, errors)));
    Some(calls)
}

fn call<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Call<'t>> {
    name::check(value.key, "call", errors);
    let table = value.closed(&schema::CALL, errors)?;
    let own = table
        .read("parameters", errors, |value, errors| parameters(value, source, &mut false, errors));
    let sent = table.read("headers", errors, |value, errors| {
        headers(value, &["authorization", "content-type"], source, errors)
    });
    Some(Call {
        name: value.key,
        description: table.read("description", errors, value::text),
        when: table.read("when", errors, |value, errors| value.choice(TIMES, errors)),
        grants: table.read("grants", errors, |value, errors| {
            value.list("a list of grants", errors, value::line)
        }),
        method: table.read("method", errors, |value, errors| value.choice(METHODS, errors)),
        url: table.require(
            "url",
            errors,
            "add `url = \"https://…\"`, or a path from `endpoints.api`",
            |value, errors| value.address(source, errors),
        ),
        authentication: table
            .read("authentication", errors, |value, errors| value.choice(WHO, errors)),
        authorization: table.read("authorization", errors, |value, errors| {
            value.filled(errors)?;
            value.template(source, errors)
        }),
        parameters_in: table
            .read("parameters_in", errors, |value, errors| value.choice(PLACES, errors)),
        parameters: own.list(),
        headers: sent.list(),
        success: table.read("success", errors, refusals),
        fields: table.read("fields", errors, field::read),
    })
}
