//! The file as it is written: every table and value of the language with its place, nothing resolved.
//!
//! Reading reports what is wrong in a place by itself: an unknown key or word, a wrong type, a key
//! that a table needs. What is wrong between two places is for `check`.

mod api;
mod callback;
mod field;
mod field_kind;
mod field_place;
mod grant;
mod provider;
mod refusal;
mod reply;
mod request;
mod scope;
mod table;
mod token;
mod value;
mod variable;
mod variant;
mod written;

use toml::de::{DeTable, DeValue};

pub(crate) use api::{Api, Authorization, Expired, Parameter as ApiParameter};
pub(crate) use callback::{Callback, Encoding, Key, Signature};
pub(crate) use field::Field;
pub(crate) use field_kind::FieldKind;
pub(crate) use grant::{CallParameter, Grant, GrantKind};
pub(crate) use provider::{Documents, Fact, Provider, is_name, name};
pub(crate) use refusal::{Code, Condition, Constant, Refusal, Test};
pub(crate) use reply::{State, StateUsage};
pub(crate) use request::{Header, Request, Revocation};
pub(crate) use scope::{Combine, Scope, ScopeSet, Scopes};
pub(crate) use table::{Path, Table};
pub(crate) use token::Token;
pub(crate) use value::Value;
pub(crate) use variable::{Environment, Variable, VariableKind};
pub(crate) use variant::Variant;

use crate::report::Errors;
use crate::span::{Slot, Span, Spanned};
use crate::template::Template;
use crate::{ClientAuthentication, SCHEMA};

/// A whole file.
pub(crate) struct Document<'t> {
    pub(crate) source: &'t str,
    pub(crate) table: &'t DeTable<'t>,
    /// The first key, for what is missing from the file as a whole.
    pub(crate) start: Span,
    pub(crate) provider: Provider<'t>,
    pub(crate) documents: Documents<'t>,
    pub(crate) seen: Vec<Fact<'t>>,
    pub(crate) unconfirmed: Vec<Fact<'t>>,
    pub(crate) variables: Slot<Vec<Variable<'t>>>,
    pub(crate) environments: Slot<Vec<Environment<'t>>>,
    pub(crate) authentication: Slot<Vec<Spanned<ClientAuthentication>>>,
    pub(crate) endpoints: Slot<Endpoints<'t>>,
    pub(crate) token_request: Slot<Request<'t>>,
    pub(crate) grants: Slot<Vec<Grant<'t>>>,
    pub(crate) variants: Vec<Variant<'t>>,
    pub(crate) scopes: Slot<Scopes<'t>>,
    pub(crate) callback: Slot<Callback<'t>>,
    pub(crate) token: Slot<Token<'t>>,
    pub(crate) errors: Slot<Refusal<'t>>,
    pub(crate) api: Slot<Api<'t>>,
    pub(crate) revocation: Slot<Revocation<'t>>,
}

/// `[endpoints]`.
pub(crate) struct Endpoints<'t> {
    pub(crate) issuer: Slot<Template<'t>>,
    pub(crate) authorization: Slot<Template<'t>>,
    pub(crate) token: Slot<Template<'t>>,
    pub(crate) revocation: Slot<Template<'t>>,
    pub(crate) api: Slot<Template<'t>>,
}

const KEYS: &[&str] = &[
    "schema",
    "extends",
    "provider",
    "documents",
    "seen",
    "unconfirmed",
    "variables",
    "environments",
    "client",
    "endpoints",
    "token_request",
    "grants",
    "variants",
    "scopes",
    "callback",
    "token",
    "errors",
    "api",
    "revocation",
];

/// Reads a file, unless it is of another schema. `own` is where the file itself begins in the text:
/// what is before that comes from its bases.
pub(crate) fn read<'t>(
    source: &'t str,
    table: &'t DeTable<'t>,
    own: usize,
    errors: &mut Errors,
) -> Option<Document<'t>> {
    let keys = table.keys().map(|key| Span::from(key.span()));
    let start = keys.filter(|key| key.start >= own).min().unwrap_or_default();
    if is_of_another_schema(table, errors) {
        return None;
    }
    let root = Table::closed(table, Path::ROOT, start, KEYS, errors);
    root.require("schema", errors, SCHEMA_HELP, schema);
    Some(Document {
        source,
        table,
        start,
        provider: provider::read(&root, errors),
        documents: provider::documents(&root, errors),
        seen: provider::facts(&root, "seen", errors),
        unconfirmed: provider::facts(&root, "unconfirmed", errors),
        variables: root.read("variables", errors, variable::read),
        environments: root.read("environments", errors, variable::environments),
        authentication: provider::authentication(&root, errors),
        endpoints: root.read("endpoints", errors, |value, errors| endpoints(value, source, errors)),
        token_request: root.read("token_request", errors, |value, errors| {
            request::read(value, request::DEFAULTS, source, errors)
        }),
        grants: root.read("grants", errors, |value, errors| grant::read(value, source, errors)),
        variants: variant::read(&root, source, errors),
        scopes: root.read("scopes", errors, scope::read),
        callback: root.read("callback", errors, callback::read),
        token: root.read("token", errors, token::read),
        errors: root.read("errors", errors, refusal::read),
        api: root.read("api", errors, |value, errors| api::read(value, source, errors)),
        revocation: root
            .read("revocation", errors, |value, errors| request::revocation(value, source, errors)),
    })
}

/// A file of a later schema says things that this version cannot judge: that is the one thing wrong.
fn is_of_another_schema(table: &DeTable<'_>, errors: &mut Errors) -> bool {
    let Some(value) = table.get("schema") else { return false };
    let DeValue::Integer(integer) = value.get_ref() else { return false };
    if i64::from_str_radix(integer.as_str(), integer.radix()) == Ok(i64::from(SCHEMA)) {
        return false;
    }
    errors
        .add(value.span().into(), format!("schema {integer} is not known"))
        .label(format!("this version of the toolkit reads schema {SCHEMA}"))
        .help(format!("write `schema = {SCHEMA}`, or use the version that the file was made for"));
    true
}

/// The same for a base, whose keys are read as those of the file that it is a base of.
pub(crate) fn schema_of_base(table: &DeTable<'_>, start: Span, errors: &mut Errors) {
    if is_of_another_schema(table, errors) {
        return;
    }
    let root = Table::open(table, Path::ROOT, start);
    root.require("schema", errors, SCHEMA_HELP, schema);
}

const SCHEMA_HELP: &str = "write `schema = 1` at the top of the file";

/// `schema = 1`; another number was reported before.
fn schema(value: Value<'_, '_>, errors: &mut Errors) -> Option<i64> {
    match value.inner {
        DeValue::Integer(_) => value.integer(errors),
        _ => value.wrong("an integer", errors, Some(format!("write `schema = {SCHEMA}`"))),
    }
}

fn endpoints<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Endpoints<'t>> {
    let table = value.closed(&["issuer", "authorization", "token", "revocation", "api"], errors)?;
    let mut read = |key| table.read(key, errors, |value, errors| value.template(source, errors));
    Some(Endpoints {
        issuer: read("issuer"),
        authorization: read("authorization"),
        token: read("token"),
        revocation: read("revocation"),
        api: read("api"),
    })
}
