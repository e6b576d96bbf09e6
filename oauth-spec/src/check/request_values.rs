//! Names in the values of requests, and values that must not be always the same.

use super::Context;
use super::requests::has_pkce;
use super::sources::{self, Step};
use super::variants::written_in;
use crate::raw::{Parameter, Request};
use crate::span::Slot;
use crate::{Method, ParametersIn};

/// Names in the values of parameters and headers.
pub(super) fn templates(context: &mut Context<'_, '_>) {
    let document = context.document;
    if let Some(request) = document.token_request.get() {
        values(context, request, Step::EVERY_REQUEST);
    }
    for grant in context.grants {
        let pkce = has_pkce(grant);
        let mut own: Vec<&str> = grant.parameters.iter().map(|own| own.name.value).collect();
        let step = Step::authorization(pkce, &own);
        if let Some(request) = grant.authorization_request.get() {
            values(context, request, step);
        }
        if let Some(offline) = grant.offline.get() {
            parameters(context, &offline.parameters, step);
        }
        if let Some(request) = grant.first_request.get() {
            values(context, request, Step::first(grant));
        }
        own.splice(0..0, grant.kind.values().iter().copied());
        if let Some(request) = grant.request.get() {
            values(context, request, Step::request(grant, pkce, &own));
        }
    }
    for consent in document.consents.items() {
        if let Some(own) = consent.parameters.get() {
            parameters(context, own, Step::authorization(false, &[]));
        }
    }
    for method in document.methods() {
        let step = Step { name: "a way to authenticate", ..Step::EVERY_REQUEST };
        parameters(context, &method.parameters, step);
        for header in &method.headers {
            sources::template(context, &header.value, step);
        }
    }
}

/// Names in one request.
pub(super) fn values(context: &mut Context<'_, '_>, request: &Request<'_>, step: Step<'_>) {
    parameters(context, &request.parameters, step);
    parameters(context, &request.query, step);
    for header in &request.headers {
        sources::template(context, &header.value, step);
    }
    if let Some(authorization) = request.authorization.get() {
        sources::template(context, authorization, step);
    }
}

/// Names in parameters.
pub(super) fn parameters(
    context: &mut Context<'_, '_>,
    parameters: &[Parameter<'_>],
    step: Step<'_>,
) {
    for parameter in parameters {
        sources::content(context, &parameter.value, step);
    }
}

/// ```toml
/// authorization_request = { parameters = { state = "fixed" } }
/// ```
pub(super) fn fixed(context: &mut Context<'_, '_>) {
    let document = context.document;
    let mut parameters: Vec<&Parameter<'_>> = Vec::new();
    for request in context.grants.iter().filter_map(|grant| grant.authorization_request.get()) {
        parameters.extend(&request.parameters);
    }
    for grant in context.grants {
        parameters.extend(grant.offline_parameters());
    }
    for consent in document.consents.items() {
        parameters.extend(consent.parameters.items());
    }
    for parameter in parameters {
        let names = document.parameter_names.get();
        let is = |standard: &str| {
            let name = parameter.name.value;
            name == standard || names.is_some_and(|names| names.is(standard, name))
        };
        let Some(name) = ["state", "nonce"].into_iter().find(|name| is(name)) else { continue };
        let holes = crate::reach::through_computed(document, parameter.value.holes());
        let is_fresh = |hole: &crate::template::Hole<'_>| {
            hole.name == name || hole.name == "random" || hole.name == "random.uuid"
        };
        if !context.knows_all(&holes) {
            continue;
        }
        // A state that is not the one that is kept could not be compared.
        if holes.iter().any(|hole| is_fresh(hole) && (name == "nonce" || hole.name == name)) {
            continue;
        }
        let help = if name == "state" {
            "leave it out of `parameters`; a fresh one is made for each authorization"
        } else {
            "write `{nonce}`; a fresh one is made for each authorization"
        };
        context
            .error(
                parameter.value.span,
                format!("a `{name}` that is always the same protects nothing"),
            )
            .label(format!("without `{{{name}}}` in it"))
            .help(help);
    }
}

/// ```toml
/// request = { method = "GET", parameters_in = "json" }
/// ```
pub(super) fn bodies(context: &mut Context<'_, '_>) {
    let document = context.document;
    let defaults = document.token_request.get();
    let own = context.grants.iter().filter_map(|grant| grant.request.get());
    let mut pairs: Vec<_> = own
        .map(|request| {
            // What a request does not say, `[token_request]` may.
            let method = match (&request.method, defaults) {
                (Slot::Missing, Some(defaults)) => &defaults.method,
                (method, _) => method,
            };
            (method, &request.parameters_in)
        })
        .collect();
    pairs.extend(defaults.map(|request| (&request.method, &request.parameters_in)));
    let device = context.grants.iter().filter_map(|grant| grant.first_request.get());
    pairs.extend(device.map(|request| (&request.method, &request.parameters_in)));
    let operations = [&document.revocation, &document.introspection];
    for operation in operations.into_iter().filter_map(Slot::get) {
        pairs.push((&operation.request.method, &operation.request.parameters_in));
    }
    for call in document.calls.items() {
        if call.method.is_missing()
            && let Slot::Given(place) = &call.parameters_in
            && place.value != ParametersIn::Query
        {
            context
                .error(place.span, "a GET has no body")
                .label("in the body")
                .related(call.name.span, "a call is a GET unless it says otherwise")
                .help("add `method = \"POST\"`, or leave it out");
        }
        pairs.push((&call.method, &call.parameters_in));
    }
    for (method, place) in pairs {
        if let (Slot::Given(method), Slot::Given(place)) = (method, place)
            && method.value == Method::Get
            && place.value != ParametersIn::Query
        {
            context
                .error(place.span, "a GET has no body")
                .label("in the body")
                .related(method.span, "a GET")
                .help("leave it out: with GET, parameters are in the query");
        }
    }
}

/// ```toml
/// request = { parameters_in = "query", parameters = { a = "1" }, query = { a = "2" } }
/// ```
pub(super) fn in_both(context: &mut Context<'_, '_>) {
    for grant in context.grants {
        let Some(request) = grant.request.get() else { continue };
        if written_in(context, grant) != Some(ParametersIn::Query) {
            continue;
        }
        for name in request.query.iter().map(|parameter| parameter.name) {
            let same = request.parameters.iter().find(|other| other.name.value == name.value);
            if let Some(same) = same {
                super::twice(name, same.name.span, "parameter", context.errors);
            }
        }
    }
}
