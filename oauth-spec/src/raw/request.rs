//! What a table says about a request: `authorization_request`, `request`, `[token_request]`, `[revocation]`.

use super::value::{quote_path, visible};
use super::{Value, value};
use crate::report::{Errors, quote};
use crate::span::{Slot, Spanned};
use crate::template::Template;
use crate::{CallAuthentication, ParametersIn};

/// How a request differs from the standard one.
#[derive(Default)]
pub(crate) struct Request<'t> {
    pub(crate) endpoint: Slot<Template<'t>>,
    pub(crate) parameters_in: Slot<ParametersIn>,
    pub(crate) omit: Vec<Spanned<&'t str>>,
    pub(crate) parameters: Vec<Parameter<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
    /// Whether something in `omit` or `parameters` was wrong: then nothing can be said of what is sent.
    pub(crate) unclear: bool,
}

/// `name = "value"` in `parameters`.
pub(crate) struct Parameter<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) value: Template<'t>,
}

/// `name = "value"` in `headers`.
pub(crate) struct Header<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) value: Template<'t>,
}

/// `[revocation]`.
pub(crate) struct Revocation<'t> {
    pub(crate) authentication: Slot<CallAuthentication>,
    pub(crate) request: Request<'t>,
}

/// Keys of `authorization_request`.
pub(crate) const AUTHORIZATION: &[&str] = &["omit", "parameters"];
/// Keys of `[token_request]`.
pub(crate) const DEFAULTS: &[&str] = &["parameters_in", "headers"];
/// Keys of `request`.
pub(crate) const TOKEN: &[&str] = &["omit", "parameters", "headers", "parameters_in", "endpoint"];

/// The words of `parameters_in`.
pub(crate) const PLACES: &[(&str, ParametersIn)] =
    &[("form", ParametersIn::Form), ("json", ParametersIn::Json), ("query", ParametersIn::Query)];

/// Headers that the runtime writes by itself in a request of its own.
const OWN_REQUEST: &[&str] = &["accept", "authorization", "content-type"];
/// Headers that belong to the connection.
const CONNECTION: &[&str] = &["connection", "content-length", "host", "transfer-encoding"];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    keys: &'static [&'static str],
    source: &str,
    errors: &mut Errors,
) -> Option<Request<'t>> {
    let table = value.closed(keys, errors)?;
    let mut unclear = false;
    let omit = table.read("omit", errors, |value, errors| {
        let list = value.list("a list of parameter names", errors, value::line);
        let all = value.inner.as_array().map(|array| array.len());
        unclear |= list.as_ref().map(Vec::len) != all;
        list
    });
    let parameters = table.read("parameters", errors, |value, errors| {
        parameters(value, source, &mut unclear, errors)
    });
    let headers =
        table.read("headers", errors, |value, errors| headers(value, OWN_REQUEST, source, errors));
    unclear |= omit.is_broken() || parameters.is_broken();
    Some(Request {
        endpoint: table.read("endpoint", errors, |value, errors| value.template(source, errors)),
        parameters_in: table
            .read("parameters_in", errors, |value, errors| value.choice(PLACES, errors)),
        omit: given(omit),
        parameters: given(parameters),
        headers: given(headers),
        unclear,
    })
}

pub(crate) fn revocation<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Revocation<'t>> {
    const KEYS: &[&str] = &["authentication", "omit", "parameters", "headers"];
    const WHO: &[(&str, CallAuthentication)] = &[
        ("client", CallAuthentication::Client),
        ("access_token", CallAuthentication::AccessToken),
    ];
    let request = read(value, KEYS, source, errors)?;
    // The keys have been looked at; this is for the one that no other request has.
    let table = value.open(errors)?;
    let authentication =
        table.read("authentication", errors, |value, errors| value.choice(WHO, errors));
    Some(Revocation { authentication, request })
}

/// What a broken slot leaves over is nothing.
fn given<T>(slot: Slot<Vec<T>>) -> Vec<T> {
    match slot {
        Slot::Given(given) => given.value,
        Slot::Missing | Slot::Broken => Vec::new(),
    }
}

fn parameters<'t>(
    value: Value<'t, '_>,
    source: &str,
    unclear: &mut bool,
    errors: &mut Errors,
) -> Option<Vec<Parameter<'t>>> {
    let mut parameters = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let name = value.key;
        let template = value.template(source, errors);
        if name.value.is_empty() {
            errors.add(name.span, "a parameter without a name").label("no name");
        } else if visible(name.value, name.span, errors)
            && let Some(value) = template
        {
            parameters.push(Parameter { name, value });
            return;
        }
        *unclear = true;
    });
    Some(parameters)
}

/// Headers; not those that the runtime writes by itself.
pub(crate) fn headers<'t>(
    value: Value<'t, '_>,
    reserved: &[&str],
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Header<'t>>> {
    let mut headers: Vec<Header<'t>> = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let name = value.key;
        let Some(template) = value.template(source, errors) else { return };
        let lower = name.value.to_ascii_lowercase();
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.value.is_empty() || !name.value.chars().all(is_token) {
            errors
                .add(name.span, format!("{} cannot be the name of a header", quote(name.value)))
                .label("not a header name")
                .help("letters, digits and `-`");
        } else if CONNECTION.contains(&lower.as_str()) || reserved.contains(&lower.as_str()) {
            errors
                .add(name.span, format!("the header {} is not free", quote(name.value)))
                .label("written by the runtime itself")
                .help(reserved_help(&lower, value));
        } else if let Some(first) =
            headers.iter().find(|header| header.name.value.eq_ignore_ascii_case(&lower))
        {
            errors
                .add(name.span, format!("the header {} is there twice", quote(&lower)))
                .label("for the second time")
                .related(first.name.span, "for the first time")
                .help("upper and lower case make no difference in a header's name");
        } else if template.text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
            headers.push(Header { name, value: template });
        } else {
            errors
                .add(template.span, format!("{} is not a header value", quote_path(value.path)))
                .label("characters that are not ASCII")
                .help("a header holds visible ASCII characters and spaces");
        }
    });
    Some(headers)
}

fn reserved_help(header: &str, value: Value<'_, '_>) -> String {
    match header {
        "authorization" if value.path.is_in("api") => "say it with `api.authorization`".to_owned(),
        "authorization" => "say it with `client.authentication`".to_owned(),
        "content-type" => "it follows from `parameters_in`".to_owned(),
        _ => "leave it out".to_owned(),
    }
}
