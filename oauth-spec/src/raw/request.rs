//! What a table says about a request: `authorization_request`, `request`, `[token_request]`.

use std::convert::identity;

use super::answer::{self, Answer};
use super::content::{self, Content};
use super::value::{quote_path, visible};
use super::{ParameterNames, Table, Value, value};
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Given, Slot, Spanned};
use crate::template::Template;
use crate::{Method, ParametersIn};

/// How a request differs from the standard one.
#[derive(Default)]
pub(crate) struct Request<'t> {
    pub(crate) endpoint: Slot<Template<'t>>,
    pub(crate) method: Slot<Method>,
    pub(crate) parameters_in: Slot<ParametersIn>,
    /// A word of the language or the name of one of `[client.methods]`; nothing for `false`.
    pub(crate) authentication: Slot<Option<&'t str>>,
    pub(crate) omit: Vec<Spanned<&'t str>>,
    /// What `[token_request]` leaves out of every token request: of those that have it, also of this one.
    pub(crate) omit_if_there: Vec<Spanned<&'t str>>,
    pub(crate) parameters: Vec<Parameter<'t>>,
    pub(crate) query: Vec<Parameter<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
    /// The `Authorization` header of a request about a token.
    pub(crate) authorization: Slot<Template<'t>>,
    pub(crate) answer: Slot<Answer<'t>>,
    /// Whether something in `omit`, `parameters`, `query` or `headers` was wrong: then nothing can be said of what is sent.
    pub(crate) unclear: bool,
}

/// `name = "value"` in `parameters`.
#[derive(Clone)]
pub(crate) struct Parameter<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) value: Content<'t>,
}

/// `name = "value"` in `headers`.
pub(crate) struct Header<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) value: Template<'t>,
}

/// The words of `parameters_in`.
pub(crate) const PLACES: &[(&str, ParametersIn)] = &[
    ("form", ParametersIn::Form),
    ("json", ParametersIn::Json),
    ("query", ParametersIn::Query),
    ("multipart", ParametersIn::Multipart),
];

/// The words of `method` in a token request.
const METHODS: &[(&str, Method)] =
    &[("POST", Method::Post), ("GET", Method::Get), ("PUT", Method::Put), ("PATCH", Method::Patch)];

/// Headers that the runtime writes by itself in a request of its own. Whether `authorization` is one of
/// them depends on how the client authenticates.
pub(crate) const OWN_REQUEST: &[&str] = &["content-type"];
/// Headers that belong to the connection.
const CONNECTION: &[&str] = &["connection", "content-length", "host", "transfer-encoding"];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    known: &'static schema::Table,
    source: &str,
    errors: &mut Errors,
) -> Option<Request<'t>> {
    let table = value.closed(known, errors)?;
    Some(Request {
        method: table.read("method", errors, |value, errors| value.choice(METHODS, errors)),
        authentication: table.read("authentication", errors, |value, errors| {
            let help = "write the name of a way, or `false` to send nothing of the client";
            value.line_or_false(help, identity, errors)
        }),
        answer: table.read("answer", errors, answer::answer),
        ..fill(&table, source, errors)
    })
}

/// What all requests have in common.
pub(crate) fn fill<'t>(table: &Table<'t, '_>, source: &str, errors: &mut Errors) -> Request<'t> {
    let mut unclear = false;
    let omit = table.read("omit", errors, |value, errors| {
        let list = value.list("a list of parameter names", errors, value::line);
        let all = value.inner.as_array().map(|array| array.len());
        unclear |= list.as_ref().map(Vec::len) != all;
        list
    });
    let [parameters, query] = ["parameters", "query"].map(|key| {
        table.read(key, errors, |value, errors| parameters(value, source, &mut unclear, errors))
    });
    let count = errors.count();
    let headers =
        table.read("headers", errors, |value, errors| headers(value, OWN_REQUEST, source, errors));
    // Those that are wrong are not in the list.
    unclear |= errors.count() > count;
    unclear |= omit.is_broken() || parameters.is_broken() || query.is_broken();
    Request {
        endpoint: table.read("endpoint", errors, |value, errors| value.address(source, errors)),
        parameters_in: table
            .read("parameters_in", errors, |value, errors| value.choice(PLACES, errors)),
        omit: omit.list(),
        parameters: parameters.list(),
        query: query.list(),
        headers: headers.list(),
        unclear,
        ..Request::default()
    }
}

/// Adds what `[token_request]` says of the parameters of every token request, where the request's own table
/// says nothing else of them. Method, place and headers are looked up when they are needed.
pub(crate) fn inherit<'t>(
    request: &mut Slot<Request<'t>>,
    defaults: &Slot<Request<'t>>,
    names: &Slot<ParameterNames<'t>>,
) {
    let Slot::Given(Given { key, span, value: defaults }) = defaults else { return };
    if defaults.omit.is_empty() && defaults.parameters.is_empty() && !defaults.unclear {
        return;
    }
    if request.is_missing() {
        *request = Slot::Given(Given { key: *key, span: *span, value: Request::default() });
    }
    let Slot::Given(Given { value: own, .. }) = request else { return };
    own.unclear |= defaults.unclear;
    // Either name of a standard parameter may be written.
    let is_same = |one: &str, other: &str| {
        let is = |names: &ParameterNames<'t>| names.is(one, other) || names.is(other, one);
        one == other || names.get().is_some_and(is)
    };
    let is_said = |name: &str| {
        own.omit.iter().any(|omitted| is_same(omitted.value, name))
            || own.parameters.iter().any(|parameter| is_same(parameter.name.value, name))
    };
    let omitted = defaults.omit.iter().filter(|omitted| !is_said(omitted.value));
    own.omit_if_there = omitted.copied().collect();
    let added = defaults.parameters.iter().filter(|parameter| !is_said(parameter.name.value));
    let added: Vec<_> = added.cloned().collect();
    // What the request leaves out may be what it would have from there.
    let is_added =
        |name: &str| defaults.parameters.iter().any(|added| is_same(added.name.value, name));
    let (from_there, standard) = own.omit.iter().partition(|omitted| is_added(omitted.value));
    own.omit = standard;
    own.omit_if_there.extend::<Vec<_>>(from_there);
    own.parameters.splice(0..0, added);
}

impl<'t> Request<'t> {
    /// Everything that is left out.
    pub(crate) fn omitted(&self) -> impl Iterator<Item = Spanned<&'t str>> {
        self.omit.iter().chain(&self.omit_if_there).copied()
    }
}

/// Parameters; `unclear` is set where one of them is wrong.
pub(crate) fn parameters<'t>(
    value: Value<'t, '_>,
    source: &str,
    unclear: &mut bool,
    errors: &mut Errors,
) -> Option<Vec<Parameter<'t>>> {
    let mut parameters = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let name = value.key;
        let content = content::read(value, source, errors);
        if name.value.is_empty() {
            errors
                .add(name.span, "a parameter without a name")
                .label("no name")
                .help("write the name that it is sent under, or remove it");
        } else if visible(name.value, name.span, errors)
            && let Some(value) = content
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
        if let Some(help) = meant_above(value) {
            value.wrong::<()>("a string", errors, &help);
            return;
        }
        let Some(template) = value.template(source, errors) else { return };
        let lower = name.value.to_ascii_lowercase();
        if !is_header_name(name.value) {
            errors
                .add(name.span, format!("{} cannot be the name of a header", quote(name.value)))
                .label("not a header name")
                .help("letters, digits and `-`");
        } else if is_of_connection(&lower) || reserved.contains(&lower.as_str()) {
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

/// What a header that is no text is meant as, if the table that the headers belong to has a key of that name:
/// whatever is written below `[api.headers]` is a header.
fn meant_above(value: Value<'_, '_>) -> Option<String> {
    let path = value.path.keys();
    let (above, last) = path.split_at_checked(path.len().checked_sub(2)?)?;
    let Some(schema::Kind::Table(table)) = schema::at(above) else { return None };
    let key = table.key(value.key.value).filter(|_| value.inner.as_str().is_none())?;
    let (above, headers) = (above.join("."), last.first()?);
    let table = quote(&format!("[{above}]"));
    Some(format!(
        "{} is a key of {table}: write it there, above {}",
        quote(key.name),
        quote(&format!("[{above}.{headers}]"))
    ))
}

/// Whether a header is the connection's own, which writes it when everything else is done.
pub(crate) fn is_of_connection(header: &str) -> bool {
    CONNECTION.iter().any(|own| own.eq_ignore_ascii_case(header))
}

/// Whether a text can be the name of a header (RFC 9110, 5.1).
pub(crate) fn is_header_name(text: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token)
}

fn reserved_help(header: &str, value: Value<'_, '_>) -> String {
    match header {
        "authorization" if value.path.is_in("api") => "say it with `api.authorization`".to_owned(),
        "authorization" => "say it with `authorization` of the call".to_owned(),
        "content-type" => "it follows from `parameters_in`".to_owned(),
        _ => "leave it out".to_owned(),
    }
}
