//! Values that are part of what they are made of.

mod each_other;
mod requests;

pub(super) use each_other::circles;
use requests::Sent;

use super::Context;
use super::signature;
use crate::raw::{Parameter, Place, Signature};
use crate::reach;
use crate::report::quote;
use crate::span::Slot;
use crate::template::{Hole, braced};

/// ```toml
/// request = { parameters = { sign = "{computed.sign}" } }
/// [computed.sign]
/// message = "{request.body}"
/// ```
pub(super) fn parts(context: &mut Context<'_, '_>) {
    for request in requests::all(context) {
        for Sent { parameter, in_body } in request {
            part(context, parameter, in_body);
        }
    }
}

fn part(context: &mut Context<'_, '_>, parameter: &Parameter<'_>, in_body: bool) {
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
    let Some(hole) = holes.iter().find(|hole| is_itself(hole)) else { return };
    // The same value may be sent by several requests.
    if context.errors.has(hole.span) {
        return;
    }
    let of_body = hole.name == "request.body";
    let help = if of_body {
        "make it of `{request.parameters}`, which is without it, or send it in a header or the query"
    } else {
        "make it of the other parameters"
    };
    let shown = if of_body { "in the body".to_owned() } else { format!("as {}", quote(name)) };
    context
        .error(hole.span, format!("{} is made of the value that is made here", braced(hole.name)))
        .label("made of itself")
        .related(parameter.value.span, format!("which is sent {shown}"))
        .help(help);
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
