//! `[client]`: how clients authenticate, and what they must be.

use toml::de::DeValue;

use super::request::{Header, Parameter, headers, parameters};
use super::{Value, name, token, value};
use crate::JwtAlgorithm;
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Given, Slot, Spanned};
use crate::template::Template;

/// `[client]`.
pub(crate) struct Client<'t> {
    /// Words of the language and names of `methods`.
    pub(crate) authentication: Slot<Vec<Spanned<&'t str>>>,
    /// Whether `client_id` is a whole number.
    pub(crate) id: Slot<bool>,
    pub(crate) redirect_schemes: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) methods: Vec<ClientMethod<'t>>,
    pub(crate) assertion: Slot<Box<Assertion<'t>>>,
    pub(crate) dpop: Slot<Dpop>,
    pub(crate) certificate: Slot<bool>,
}

/// `dpop`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Dpop {
    pub(crate) algorithm: Slot<JwtAlgorithm>,
    pub(crate) required: Slot<bool>,
    pub(crate) code_binding: Slot<bool>,
}

/// `assertion`.
pub(crate) struct Assertion<'t> {
    pub(crate) algorithm: Slot<JwtAlgorithm>,
    pub(crate) audience: Slot<Template<'t>>,
    /// In seconds.
    pub(crate) lifetime: Slot<u64>,
    pub(crate) client_id: Slot<bool>,
    pub(crate) header: Vec<Parameter<'t>>,
    pub(crate) claims: Vec<Parameter<'t>>,
}

/// One of `[client.methods]`.
pub(crate) struct ClientMethod<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) parameters: Vec<Parameter<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
}

/// The words of `id`, and whether it is a whole number.
const IDS: &[(&str, bool)] = &[("string", false), ("integer", true)];

/// `[client]`.
pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Client<'t>> {
    let table = value.closed(&schema::CLIENT, errors)?;
    let mut methods = Vec::new();
    let authentication = table.read("authentication", errors, one_or_more);
    let id = table.read("id", errors, |value, errors| value.choice(IDS, errors));
    let redirect_schemes = table.read("redirect_schemes", errors, schemes);
    table.read("methods", errors, |value, errors| {
        value.open(errors)?.each(errors, |value, errors| {
            methods.push(method(value, source, errors));
        });
        Some(())
    });
    let assertion = table
        .read("assertion", errors, |value, errors| assertion(value, source, errors).map(Box::new));
    let dpop = table.read("dpop", errors, dpop);
    let certificate = table.read("certificate", errors, value::boolean);
    Some(Client { authentication, id, redirect_schemes, methods, assertion, dpop, certificate })
}

/// An algorithm alone, or a table.
fn dpop(value: Value<'_, '_>, errors: &mut Errors) -> Option<Dpop> {
    if let DeValue::Boolean(_) = value.inner {
        let help = "write `dpop = \"ES256\"`, or a table: `dpop = { algorithm = \"ES256\", required = true }`; \
                    leave it out for none";
        return value.wrong("an algorithm or a table", errors, help);
    }
    if !value.is_table() {
        let algorithm = Slot::Given(Given {
            key: value.key.span,
            span: value.span,
            value: proof_algorithm(value, errors)?,
        });
        return Some(Dpop { algorithm, ..Dpop::default() });
    }
    let table = value.closed(&schema::DPOP, errors)?;
    Some(Dpop {
        algorithm: table.read("algorithm", errors, proof_algorithm),
        required: table.read("required", errors, value::boolean),
        code_binding: table.read("code_binding", errors, value::boolean),
    })
}

/// One whose key nobody else has (RFC 9449, 4.3).
fn proof_algorithm(value: Value<'_, '_>, errors: &mut Errors) -> Option<JwtAlgorithm> {
    let all = JwtAlgorithm::ALL.iter().filter(|(_, algorithm)| !algorithm.has_shared_key());
    let all: Vec<_> = all.copied().collect();
    value.choice(&all, errors)
}

fn assertion<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Assertion<'t>> {
    let table = value.closed(&schema::ASSERTION, errors)?;
    let mut list = |key| {
        let read =
            table.read(key, errors, |value, errors| parameters(value, source, &mut false, errors));
        read.list()
    };
    let (header, claims) = (list("header"), list("claims"));
    Some(Assertion {
        algorithm: table
            .read("algorithm", errors, |value, errors| value.choice(JwtAlgorithm::ALL, errors)),
        audience: table.read("audience", errors, |value, errors| {
            value.filled(errors)?;
            value.template(source, errors)
        }),
        lifetime: table.read("lifetime", errors, token::duration),
        client_id: table.read("client_id", errors, value::boolean),
        header,
        claims,
    })
}

/// A word, or a list of words, preferred first.
fn one_or_more<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Spanned<&'t str>>> {
    if !value.is_array() {
        return Some(vec![Spanned { value: value.line(errors)?, span: value.span }]);
    }
    let list = value.list("a list of words", errors, value::line)?;
    if list.is_empty() {
        errors
            .add(value.span, "a list of ways to authenticate with none in it")
            .label("empty")
            .help("write `authentication = \"none\"` for clients that do not authenticate");
        return None;
    }
    Some(list)
}

/// Schemes of redirect URIs (RFC 3986, 3.1).
fn schemes<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Spanned<&'t str>>> {
    let list = value.list("a list of schemes", errors, |value, errors| {
        let text = value.line(errors)?;
        let is_inner =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.');
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_inner) {
            return Some(text);
        }
        let scheme = text.split(':').next().unwrap_or("").to_ascii_lowercase();
        errors
            .add(value.span, format!("{} is not the scheme of a URI", quote(text)))
            .label("not a scheme")
            .help(if scheme.is_empty() || scheme == text {
                "lower-case letters, digits, `+`, `-` and `.`: `https`".to_owned()
            } else {
                format!("write `\"{}\"`", scheme.escape_debug())
            });
        None
    })?;
    if list.is_empty() {
        errors
            .add(value.span, "no redirect URI would be taken")
            .label("empty")
            .help("leave it out to take any");
        return None;
    }
    Some(list)
}

fn method<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> ClientMethod<'t> {
    name::check(value.key, "way to authenticate", errors);
    let mut method = ClientMethod {
        name: value.key,
        description: Slot::Missing,
        parameters: Vec::new(),
        headers: Vec::new(),
    };
    let Some(table) = value.closed(&schema::METHOD, errors) else { return method };
    method.description = table.read("description", errors, value::text);
    let own = table
        .read("parameters", errors, |value, errors| parameters(value, source, &mut false, errors));
    let sent = table
        .read("headers", errors, |value, errors| headers(value, &["content-type"], source, errors));
    if own.is_missing() && sent.is_missing() {
        table.lacks("parameters", "add `parameters = {…}`, `headers = {…}` or both", errors);
    }
    method.parameters = own.list();
    method.headers = sent.list();
    method
}
