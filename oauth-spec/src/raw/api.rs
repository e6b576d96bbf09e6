//! `[api]`.

use toml::de::DeValue;

use super::request::{Header, Parameter, headers, parameters};
use super::{Value, value};
use crate::ParametersIn;
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::template::Template;

/// `[api]`.
pub(crate) struct Api<'t> {
    pub(crate) authorization: Slot<Authorization<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
    pub(crate) query: Vec<Parameter<'t>>,
    /// `form` or `json`.
    pub(crate) body: Vec<Parameter<'t>>,
    pub(crate) body_in: ParametersIn,
    /// Whether something that may carry the token was wrong.
    pub(crate) broken: bool,
    pub(crate) expired: Slot<Expired<'t>>,
    pub(crate) rate_limited: Slot<Vec<Spanned<u16>>>,
}

/// `authorization`.
pub(crate) enum Authorization<'t> {
    /// `false`: there is no such header.
    None,
    Header(Template<'t>),
}

/// `expired`.
pub(crate) struct Expired<'t> {
    pub(crate) status: Slot<Vec<Spanned<u16>>>,
    pub(crate) error: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) error_description: Slot<Vec<Spanned<&'t str>>>,
}

pub(crate) fn read<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Api<'t>> {
    let table = value.closed(&schema::API, errors)?;
    let count = errors.count();
    let headers = table.read("headers", errors, |value, errors| {
        headers(value, &["authorization"], source, errors)
    });
    // Those that are wrong are not in the list.
    let mut unclear = errors.count() > count;
    let mut added = |key| {
        table.read(key, errors, |value, errors| parameters(value, source, &mut unclear, errors))
    };
    let (query, form, json) = (added("query"), added("form"), added("json"));
    if let (Slot::Given(form), Slot::Given(json)) = (&form, &json) {
        errors
            .add(json.key, "a body is a form or JSON")
            .label("added to every call")
            .related(form.key, "and so are these")
            .help("leave one of them out");
    }
    let in_json = !json.is_missing();
    let body = if in_json { json } else { form };
    Some(Api {
        authorization: table
            .read("authorization", errors, |value, errors| authorization(value, source, errors)),
        broken: unclear || headers.is_broken() || query.is_broken() || body.is_broken(),
        query: query.list(),
        body: body.list(),
        body_in: if in_json { ParametersIn::Json } else { ParametersIn::Form },
        headers: headers.list(),
        expired: table.read("expired", errors, expired),
        rate_limited: table.read("rate_limited", errors, refusals),
    })
}

/// A list of statuses of errors.
pub(super) fn refusals(value: Value<'_, '_>, errors: &mut Errors) -> Option<Vec<Spanned<u16>>> {
    const WHAT: &str = "a list of statuses";
    match value.inner.as_str() {
        Some(text) if text.parse::<u16>().is_ok() => {
            value.wrong(WHAT, errors, &format!("write `[{text}]`"))
        }
        _ => value.list(WHAT, errors, status),
    }
}

fn authorization<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Authorization<'t>> {
    if let DeValue::Boolean(false) = value.inner {
        return Some(Authorization::None);
    }
    if let DeValue::Boolean(true) = value.inner {
        let help = "leave it out for `Bearer {access_token}`, or write `false` for no such header";
        return value.wrong("a string or `false`", errors, help);
    }
    value.filled(errors)?;
    value.template(source, errors).map(Authorization::Header)
}

fn expired<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Expired<'t>> {
    let table = value.closed(&schema::EXPIRED, errors)?;
    let words = |value: Value<'t, '_>, errors: &mut Errors| {
        value.list("a list of strings", errors, value::line)
    };
    Some(Expired {
        status: table.read("status", errors, statuses),
        error: table.read("error", errors, words),
        error_description: table.read("error_description", errors, words),
    })
}

/// A status, or a list of them.
fn statuses(value: Value<'_, '_>, errors: &mut Errors) -> Option<Vec<Spanned<u16>>> {
    if !value.is_array() {
        return Some(vec![Spanned { value: any_status(value, errors)?, span: value.span }]);
    }
    let list = value.list("a status, or a list of statuses", errors, any_status)?;
    if list.is_empty() {
        errors
            .add(value.span, "a list of statuses with none in it")
            .label("empty")
            .help("leave it out for 401");
        return None;
    }
    Some(list)
}

/// A status that means that something went wrong.
fn status(value: Value<'_, '_>, errors: &mut Errors) -> Option<u16> {
    one_of(value, |status| (400..=599).contains(&status), errors)
}

/// The same where a refusal may have the status of a success.
fn any_status(value: Value<'_, '_>, errors: &mut Errors) -> Option<u16> {
    one_of(value, |status| (200..=299).contains(&status) || (400..=599).contains(&status), errors)
}

fn one_of(value: Value<'_, '_>, is_right: fn(u16) -> bool, errors: &mut Errors) -> Option<u16> {
    let number = value.integer(errors)?;
    let status = u16::try_from(number).ok().filter(|status| is_right(*status));
    if status.is_none() {
        errors
            .add(
                value.span,
                format!("{} is not the status of an error", quote(&number.to_string())),
            )
            .label(format!("in {}", value::quote_path(value.path)))
            .help("a status from 400 to 599");
    }
    status
}

impl<'t> Authorization<'t> {
    /// The header's value, if there is such a header.
    pub(crate) fn header(&self) -> Option<&Template<'t>> {
        match self {
            Self::None => None,
            Self::Header(template) => Some(template),
        }
    }
}
