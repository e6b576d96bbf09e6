//! `[api]`.

use super::request::{Header, headers};
use super::{Value, value};
use crate::report::{Errors, quote_all};
use crate::span::{Slot, Spanned};
use crate::template::Template;

/// `[api]`.
pub(crate) struct Api<'t> {
    pub(crate) authorization: Slot<Template<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
    pub(crate) headers_broken: bool,
    pub(crate) expired: Slot<Expired<'t>>,
    pub(crate) rate_limited: Slot<Vec<Spanned<u16>>>,
}

/// `expired`.
pub(crate) struct Expired<'t> {
    pub(crate) status: Slot<u16>,
    pub(crate) error: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) error_description: Slot<Vec<Spanned<&'t str>>>,
}

pub(crate) fn read<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Api<'t>> {
    let table = value.closed(&["authorization", "headers", "expired", "rate_limited"], errors)?;
    let headers = table.read("headers", errors, |value, errors| {
        headers(value, &["authorization"], source, errors)
    });
    Some(Api {
        authorization: table
            .read("authorization", errors, |value, errors| authorization(value, source, errors)),
        headers_broken: headers.is_broken(),
        headers: match headers {
            Slot::Given(given) => given.value,
            Slot::Missing | Slot::Broken => Vec::new(),
        },
        expired: table.read("expired", errors, expired),
        rate_limited: table.read("rate_limited", errors, |value, errors| {
            value.list("a list of statuses", errors, status)
        }),
    })
}

fn authorization<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Template<'t>> {
    value.filled(errors)?;
    value.template(source, errors)
}

fn expired<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Expired<'t>> {
    let table = value.closed(&["status", "error", "error_description"], errors)?;
    let words = |value: Value<'t, '_>, errors: &mut Errors| {
        value.list("a list of strings", errors, value::line)
    };
    Some(Expired {
        status: table.read("status", errors, status),
        error: table.read("error", errors, words),
        error_description: table.read("error_description", errors, words),
    })
}

/// A status that means that something went wrong.
fn status(value: Value<'_, '_>, errors: &mut Errors) -> Option<u16> {
    let number = value.integer(errors)?;
    let status = u16::try_from(number).ok().filter(|status| (400..=599).contains(status));
    if status.is_none() {
        errors
            .add(
                value.span,
                format!("{} is not the status of an error", quote_all([&*number.to_string()])),
            )
            .label(format!("in {}", value::quote_path(value.path)))
            .help("a status from 400 to 599");
    }
    status
}
