//! The file as it is written: every table and value of the language with its place, nothing resolved.
//!
//! Reading reports what is wrong in a place by itself: an unknown key or word, a wrong type, a key
//! that a table needs. What is wrong between two places is for `check`.

mod answer;
mod api;
mod authorization_detail;
mod call;
mod call_parameter;
mod callback;
mod canonical;
mod client;
mod computed;
mod consent;
mod content;
mod device;
mod digest;
mod discovery;
mod elsewhere;
mod endpoints;
mod field;
mod field_kind;
mod field_place;
mod further;
mod grant;
mod grant_kind;
mod identity;
mod lint;
mod meant;
mod name;
mod offline;
mod operation;
mod parameter_names;
mod pkce;
mod provider;
mod refusal;
mod reply;
mod request;
mod request_object;
mod scope;
mod signature;
mod signature_place;
mod table;
mod table_value;
mod token;
mod value;
mod variable;
mod variant;
mod written;

use toml::de::{DeTable, DeValue};

pub(crate) use answer::{Answer, Expiry};
pub(crate) use api::{Api, Authorization, Expired};
pub(crate) use authorization_detail::AuthorizationDetail;
pub(crate) use call::Call;
pub(crate) use call_parameter::CallParameter;
pub(crate) use callback::Callback;
pub(crate) use canonical::Canonical;
pub(crate) use client::{Assertion, Client, ClientMethod, Dpop};
pub(crate) use computed::{Computed, Jwt, Recipe};
pub(crate) use consent::Consent;
pub(crate) use content::{Content, Node};
pub(crate) use device::DeviceAnswer;
pub(crate) use digest::{Digest, Encoding, KeyEncoding, Message};
pub(crate) use discovery::Discovery;
pub(crate) use endpoints::Endpoints;
pub(crate) use field::Field;
pub(crate) use field_kind::FieldKind;
pub(crate) use field_place::numbered;
pub(crate) use grant::Grant;
pub(crate) use grant_kind::GrantKind;
pub(crate) use identity::{IdToken, Userinfo};
pub(crate) use name::is_name;
pub(crate) use offline::Offline;
pub(crate) use operation::TokenOperation;
pub(crate) use parameter_names::ParameterNames;
pub(crate) use provider::{Documents, Fact, Provider, name};
pub(crate) use refusal::{Code, Condition, Literal, Refusal, StatusCode, Test};
pub(crate) use reply::{State, StateUsage};
pub(crate) use request::{Header, Parameter, Request, is_header_name, is_of_connection};
pub(crate) use request_object::RequestObject;
pub(crate) use scope::{Combine, Scope, ScopeSet, Scopes};
pub(crate) use signature::{Signature, SignatureAlgorithm, Timestamp, Webhook};
pub(crate) use signature_place::{Place, Syntax};
pub(crate) use table::{Path, Table};
pub(crate) use token::Token;
pub(crate) use value::Value;
pub(crate) use variable::{Environment, Variable, VariableKind, not_of_an_environment};
pub(crate) use variant::Variant;

use crate::SCHEMA;
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Span, Spanned};

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
    pub(crate) client: Slot<Client<'t>>,
    pub(crate) parameter_names: Slot<ParameterNames<'t>>,
    pub(crate) endpoints: Slot<Endpoints<'t>>,
    pub(crate) discovery: Slot<Discovery<'t>>,
    pub(crate) token_request: Slot<Request<'t>>,
    pub(crate) grants: Slot<Vec<Grant<'t>>>,
    pub(crate) variants: Vec<Variant<'t>>,
    pub(crate) scopes: Slot<Scopes<'t>>,
    pub(crate) callback: Slot<Callback<'t>>,
    pub(crate) token: Slot<Token<'t>>,
    pub(crate) errors: Slot<Refusal<'t>>,
    pub(crate) api: Slot<Api<'t>>,
    pub(crate) revocation: Slot<TokenOperation<'t>>,
    pub(crate) introspection: Slot<TokenOperation<'t>>,
    pub(crate) computed: Slot<Vec<Computed<'t>>>,
    pub(crate) calls: Slot<Vec<Call<'t>>>,
    pub(crate) consents: Slot<Vec<Consent<'t>>>,
    pub(crate) authorization_details: Slot<Vec<AuthorizationDetail<'t>>>,
    pub(crate) webhooks: Slot<Vec<Webhook<'t>>>,
    pub(crate) id_token: Slot<IdToken<'t>>,
    pub(crate) userinfo: Slot<Userinfo<'t>>,
    /// Tables that a key of another name seems to be, or to be a part of: what they do not have may be there.
    pub(crate) misspelt: Vec<&'static str>,
    /// `[lint] allow`.
    #[cfg_attr(not(feature = "lint"), expect(dead_code, reason = "read to be checked"))]
    pub(crate) allowed: Vec<Spanned<&'t str>>,
}

impl<'t> Document<'t> {
    /// The ways of the file's own to authenticate.
    pub(crate) fn methods(&self) -> &[ClientMethod<'t>] {
        self.client.get().map_or(&[], |client| &client.methods)
    }

    /// Every way to authenticate that the file names, of the client or of a request.
    pub(crate) fn ways(&self) -> Vec<Spanned<&'t str>> {
        let mut ways = Vec::new();
        if let Some(own) = self.client.get().and_then(|client| client.authentication.get()) {
            ways.extend_from_slice(own);
        }
        let mut add = |request: &Slot<Request<'t>>| {
            let way = request.get().and_then(|request| request.authentication.given());
            if let Some((value, span)) = way.and_then(|way| Some((way.value?, way.span))) {
                ways.push(Spanned { value, span });
            }
        };
        for grant in self.grants.items() {
            add(&grant.request);
            add(&grant.first_request);
        }
        add(&self.token_request);
        ways
    }
}

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
    let root = Table::closed(table, Path::ROOT, start, &schema::FILE, errors);
    root.require("schema", errors, SCHEMA_HELP, schema);
    let token_request = root.read("token_request", errors, |value, errors| {
        request::read(value, &schema::TOKEN_REQUEST, source, errors)
    });
    let parameter_names = root.read("parameter_names", errors, parameter_names::read);
    let variables =
        root.read("variables", errors, |value, errors| variable::read(value, source, errors));
    Some(Document {
        source,
        table,
        start,
        provider: provider::read(&root, errors),
        documents: provider::documents(&root, errors),
        seen: provider::facts(&root, "seen", errors),
        unconfirmed: provider::facts(&root, "unconfirmed", errors),
        environments: root.read("environments", errors, |value, errors| {
            let known = variables.get().map_or(&[][..], Vec::as_slice);
            variable::environments(value, known, errors)
        }),
        variables,
        client: root.read("client", errors, |value, errors| client::read(value, source, errors)),
        endpoints: root
            .read("endpoints", errors, |value, errors| endpoints::read(value, source, errors)),
        discovery: root
            .read("discovery", errors, |value, errors| discovery::read(value, source, errors)),
        grants: root.read("grants", errors, |value, errors| {
            grant::read(value, &token_request, &parameter_names, source, errors)
        }),
        parameter_names,
        token_request,
        variants: variant::read(&root, source, errors),
        scopes: root.read("scopes", errors, scope::read),
        callback: root
            .read("callback", errors, |value, errors| callback::read(value, source, errors)),
        token: root.read("token", errors, |value, errors| token::read(value, source, errors)),
        errors: root.read("errors", errors, refusal::read),
        api: root.read("api", errors, |value, errors| api::read(value, source, errors)),
        revocation: root.read("revocation", errors, |value, errors| {
            operation::read(value, &schema::OPERATION, source, errors)
        }),
        introspection: root.read("introspection", errors, |value, errors| {
            operation::read(value, &schema::INTROSPECTION, source, errors)
        }),
        computed: root
            .read("computed", errors, |value, errors| computed::read(value, source, errors)),
        calls: root.read("calls", errors, |value, errors| call::read(value, source, errors)),
        consents: root
            .read("consents", errors, |value, errors| consent::read(value, source, errors)),
        authorization_details: root.read(
            "authorization_details",
            errors,
            authorization_detail::read,
        ),
        webhooks: root
            .read("webhooks", errors, |value, errors| signature::webhooks(value, source, errors)),
        id_token: root
            .read("id_token", errors, |value, errors| identity::id_token(value, source, errors)),
        userinfo: root.read("userinfo", errors, identity::userinfo),
        allowed: lint::allowed(&root, errors),
        misspelt: root.misspelt.iter().chain(errors.elsewhere()).copied().collect(),
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
        _ => value.wrong("an integer", errors, &format!("write `schema = {SCHEMA}`")),
    }
}
