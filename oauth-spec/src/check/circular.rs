//! Values that are part of what they are made of.

use super::Context;
use super::clients;
use super::signature;
use super::variants::written_in;
use crate::raw::{Parameter, Place, Request, Signature};
use crate::reach;
use crate::report::quote;
use crate::span::Slot;
use crate::template::{Hole, braced};
use crate::{Method, ParametersIn};

/// ```toml
/// request = { parameters = { sign = "{computed.sign}" } }
/// [computed.sign]
/// message = "{request.body}"
/// ```
pub(super) fn parts(context: &mut Context<'_, '_>) {
    let document = context.document;
    for grant in context.grants.iter().filter(|grant| grant.kind.asks_token_endpoint()) {
        let in_body = written_in(context, grant).is_some_and(|place| place != ParametersIn::Query);
        if let Some(request) = grant.request.get() {
            list(context, &request.parameters, in_body);
            list(context, &request.query, false);
        }
        let ways = clients::of_grant(context, grant).unwrap_or_default();
        for method in document.methods() {
            if ways.iter().any(|way| way.value == method.name.value) {
                list(context, &method.parameters, in_body);
            }
        }
    }
    for grant in context.grants {
        let is_pushed = grant.pushed.get() != Some(&false)
            && context.states(|endpoints| endpoints.pushed_authorization_request.is_missing());
        if let Some(request) = grant.authorization_request.get() {
            list(context, &request.parameters, is_pushed);
        }
        if let Some(request) = grant.first_request.get() {
            one(context, request);
        }
    }
    for operation in
        [&document.revocation, &document.introspection].into_iter().filter_map(Slot::get)
    {
        one(context, &operation.request);
    }
    for call in document.calls.items() {
        let is_get = call.method.is_missing() && call.parameters_in.is_missing();
        list(context, &call.parameters, !is_get && is_body(&call.method, &call.parameters_in));
    }
    if let Some(api) = document.api.get() {
        list(context, &api.query, false);
        list(context, &api.body, true);
    }
}

fn one(context: &mut Context<'_, '_>, request: &Request<'_>) {
    list(context, &request.parameters, is_body(&request.method, &request.parameters_in));
    list(context, &request.query, false);
}

/// Whether parameters stand in the body; not where something about that is wrong.
fn is_body(method: &Slot<Method>, place: &Slot<ParametersIn>) -> bool {
    if method.is_broken() || place.is_broken() {
        return false;
    }
    match place.get() {
        Some(place) => *place != ParametersIn::Query,
        None => !matches!(method.get(), Some(Method::Get | Method::Delete)),
    }
}

fn list(context: &mut Context<'_, '_>, parameters: &[Parameter<'_>], in_body: bool) {
    for parameter in parameters {
        let name = parameter.name.value;
        let is_itself = |hole: &Hole<'_>| match hole.name.strip_prefix("request.") {
            Some("body") => in_body,
            Some(part) => part.split_once('.').is_some_and(|(of, rest)| {
                let member = rest.split('.').next();
                match of {
                    "query" => !in_body && rest == name,
                    "form" => in_body && rest == name,
                    _ => of == "json" && in_body && member == Some(name),
                }
            }),
            None => false,
        };
        let holes = reach::through_computed(context.document, parameter.value.holes());
        let Some(hole) = holes.iter().find(|hole| is_itself(hole)) else { continue };
        // The same value may be sent by several requests.
        if context.errors.has(hole.span) {
            continue;
        }
        let of_body = hole.name == "request.body";
        let help = if of_body {
            "make it of `{request.parameters}`, which is without it, or send it in a header or the query"
        } else {
            "make it of the other parameters"
        };
        let shown = if of_body { "in the body".to_owned() } else { format!("as {}", quote(name)) };
        context
            .error(
                hole.span,
                format!("{} is made of the value that is made here", braced(hole.name)),
            )
            .label("made of itself")
            .related(parameter.value.span, format!("which is sent {shown}"))
            .help(help);
    }
}

/// ```toml
/// [webhooks.v1]
/// in = { json = "signature" }
/// message = "{request.body}"
/// ```
pub(super) fn signatures(context: &mut Context<'_, '_>) {
    let document = context.document;
    let callback = document.callback.get().map(|callback| &callback.signature);
    let answer = document.token.get().map(|token| &token.signature);
    for signature in [callback, answer].into_iter().flatten().filter_map(Slot::get) {
        of_itself(context, signature);
    }
    for webhook in document.webhooks.items() {
        of_itself(context, &webhook.signature);
    }
}

fn of_itself(context: &mut Context<'_, '_>, signature: &Signature<'_>) {
    let Slot::Given(place) = &signature.place else { return };
    let is_itself = |hole: &Hole<'_>| match (place.value, hole.name.strip_prefix("request.")) {
        (Place::Form(_) | Place::Json(_), Some("body")) => true,
        (Place::Query(name), Some(part)) => part.strip_prefix("query.") == Some(name),
        (Place::Form(name), Some(part)) => part.strip_prefix("form.") == Some(name),
        (Place::Json(name), Some(part)) => part.strip_prefix("json.") == Some(name),
        _ => false,
    };
    let holes = reach::through_computed(context.document, signature::holes(signature));
    let Some(hole) = holes.iter().find(|hole| is_itself(hole)) else { return };
    // The same digest may be in several messages.
    if context.errors.has(hole.span) {
        return;
    }
    let help = match place.value {
        Place::Json(_) => "make the message of other members, such as `{request.json.event}`",
        _ => "make it of `{request.parameters}`, which is without the signature",
    };
    context
        .error(hole.span, format!("{} holds the signature that is made of it", braced(hole.name)))
        .label("signed with its own signature in it")
        .related(place.span, "where the signature is")
        .help(help);
}
