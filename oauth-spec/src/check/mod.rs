//! Rules between the places of a file: one rule a function, each with the mistake that it finds.

mod addresses;
mod after;
mod api;
mod api_beside;
mod assertion;
mod authorization;
mod authorization_details;
mod bodies_only;
mod callback;
mod calls;
mod certain;
mod circular;
mod client_tokens;
mod clients;
mod computed;
mod credentials;
mod device;
mod digest;
mod discovery;
mod dots;
mod dpop;
mod endpoints;
mod families;
mod field_place;
mod fields;
mod flat;
mod grants;
pub(crate) mod hosts;
mod identity;
mod implicit;
mod jwt_check;
mod known;
mod names;
mod offline;
mod one_key;
mod openid2;
mod operations;
mod pkce;
mod places;
mod provider;
mod published;
mod pushed;
mod refusal;
mod reply;
mod request_object;
mod request_values;
mod requests;
mod resource;
mod response_mode;
mod revoked;
mod scopes;
mod sent;
mod signature;
mod sources;
mod step;
mod times;
mod token;
mod token_request;
mod url_query;
mod urls;
pub(crate) mod variables;
mod variants;
mod whereabouts;

use std::collections::{BTreeSet, HashMap};

use crate::Names;
use crate::raw::{Document, Endpoints, Grant, GrantKind, Variable};
use crate::report::{Diagnostic, Errors, quote};
use crate::scopes::Scope;
use crate::span::{Slot, Span, Spanned};

/// What every rule looks at, and where it says what is wrong.
struct Context<'d, 't> {
    document: &'d Document<'t>,
    grants: &'d [Grant<'t>],
    variables: &'d [Variable<'t>],
    /// Which of the variables something uses.
    used: Vec<bool>,
    /// What else something uses: `computed.proof`, `methods.bearer`.
    used_names: BTreeSet<String>,
    errors: &'d mut Errors,
}

/// The rules about everything but scopes and names, in the order in which they report.
const RULES: &[fn(&mut Context<'_, '_>)] = &[
    provider::document_named_twice,
    provider::facts_that_are_not_there,
    provider::seen_and_unconfirmed,
    variables::names,
    variables::defaults,
    variables::needless_patterns,
    variables::environments,
    known::in_headers,
    endpoints::missing,
    endpoints::of_nobody,
    pushed::endpoint,
    pushed::of_nobody,
    request_object::all,
    resource::said_twice,
    response_mode::signed,
    response_mode::posted,
    response_mode::unasked,
    response_mode::said_twice,
    implicit::identity,
    openid2::another_protocol,
    implicit::opens_nothing,
    implicit::said_elsewhere,
    discovery::issuer,
    discovery::needless,
    addresses::all,
    addresses::callback_of_nobody,
    addresses::path_from_nowhere,
    addresses::query_after_no_fragment,
    grants::none,
    grants::renewal,
    grants::refresh_alone,
    grants::parameters,
    grants::nothing_asks,
    grants::client_without_credentials,
    requests::changes,
    token_request::changes,
    url_query::sent_twice,
    request_values::templates,
    request_values::fixed,
    request_values::bodies,
    request_values::in_both,
    device::page_twice,
    clients::ways,
    clients::methods_unused,
    clients::sent_twice,
    client_tokens::come_later,
    credentials::give_way,
    credentials::under_other_names,
    authorization::twice,
    dpop::shown_otherwise,
    dpop::through_the_browser,
    assertion::needless,
    assertion::audience,
    assertion::algorithm,
    assertion::made,
    after::after,
    after::offline,
    offline::scopes_unsent,
    offline::parameters_twice,
    pkce::public,
    pkce::by_hand,
    after::same_token,
    variants::grants,
    variants::changes_nothing,
    variants::callback_of_nobody,
    token::expiry,
    token::lifetimes,
    token::sources,
    token::refresh,
    token::order,
    flat::root,
    fields::reserved,
    fields::reserved_paths,
    fields::same_as_signature,
    fields::places,
    refusal::codes,
    reply::names,
    reply::state,
    reply::state_twice,
    reply::state_renamed,
    reply::format,
    callback::without_browser,
    callback::iss_of_nobody,
    signature::all,
    api::carries_the_token,
    api::statuses,
    api::added_twice,
    api_beside::sent_twice,
    api::templates,
    bodies_only::without_token,
    operations::endpoint,
    operations::requests,
    revoked::no_refresh_token,
    authorization_details::fields,
    authorization_details::of_nobody,
    identity::issuer,
    identity::another_token,
    identity::algorithms,
    identity::nonce,
    identity::userinfo,
    identity::jwks,
    identity::introspection,
    calls::templates,
    calls::authorization,
    calls::grants,
    calls::success,
    calls::not_made_yet,
    calls::without_callback,
    computed::recipes,
    one_key::of_two_kinds,
    computed::circles,
    circular::parts,
    circular::circles,
    circular::signatures,
    computed::circles_of_grants,
    computed::unused,
    // Last: by now everything that uses a variable has been seen.
    variables::unused,
];

/// Every rule there is. What it gives back is right if nothing was reported.
pub(crate) fn check<'t>(
    document: &Document<'t>,
    scopes: &[Scope<'t>],
    errors: &mut Errors,
) -> Names {
    let variables = document.variables.get().map_or(&[][..], Vec::as_slice);
    let mut context = Context {
        document,
        grants: document.grants.get().map_or(&[], Vec::as_slice),
        variables,
        used: vec![false; variables.len()],
        used_names: BTreeSet::new(),
        errors,
    };
    for rule in RULES {
        rule(&mut context);
    }
    scopes::all(document, scopes, context.errors);
    names::make(document, scopes, context.errors)
}

impl<'d, 't> Context<'d, 't> {
    fn error(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.errors.add(span, message)
    }

    /// The grant of that kind, if the file declares it.
    fn grant(&self, kind: GrantKind) -> Option<&'d Grant<'t>> {
        self.grants.iter().find(|grant| grant.kind == kind)
    }

    /// Whether `[endpoints]` states an address; one that is wrong is stated too.
    fn states(&self, is_missing: fn(&Endpoints<'_>) -> bool) -> bool {
        let is_stated = match &self.document.endpoints {
            Slot::Missing => false,
            Slot::Broken => true,
            Slot::Given(endpoints) => !is_missing(&endpoints.value),
        };
        // It may stand in a table where it does not belong.
        is_stated || self.is_misspelt("endpoints")
    }

    /// The same, or whether the metadata may name it.
    fn names(&self, is_missing: fn(&Endpoints<'_>) -> bool) -> bool {
        !self.document.discovery.is_missing() || self.states(is_missing)
    }

    /// The variable of that name.
    fn variable(&self, name: &str) -> Option<&'d Variable<'t>> {
        self.variables.iter().find(|variable| variable.name.value == name)
    }

    /// Remembers that something uses a variable.
    fn uses(&mut self, name: &str) {
        for (variable, used) in self.variables.iter().zip(&mut self.used) {
            *used |= variable.name.value == name;
        }
    }
}

/// Something that must be there once is there twice.
pub(crate) fn twice(again: Spanned<&str>, first: Span, what: &str, errors: &mut Errors) {
    errors
        .add(again.span, format!("the {what} {} is there twice", quote(again.value)))
        .label("for the second time")
        .related(first, "for the first time")
        .help("leave one of them out");
}

/// Reports every value that an earlier one equals.
pub(crate) fn all_different(values: &[Spanned<&str>], what: &str, errors: &mut Errors) {
    let mut seen = HashMap::with_capacity(values.len());
    for value in values {
        let first = *seen.entry(value.value).or_insert(value.span);
        if first != value.span {
            twice(*value, first, what, errors);
        }
    }
}
