//! Two values of one request, each made of the other.

use super::requests::{self, Sent};
use crate::check::Context;
use crate::raw::{Digest, Document, Recipe};
use crate::reach;
use crate::report::quote;
use crate::span::{Slot, Spanned};

/// ```toml
/// [api]
/// query = { a = "{computed.a}", b = "{computed.b}" }
/// [computed.a]
/// message = "{request.parameters}"
/// [computed.b]
/// message = "{request.query}"
/// ```
pub(in crate::check) fn circles(context: &mut Context<'_, '_>) {
    if context.document.computed.items().is_empty() {
        return;
    }
    for request in requests::all(context) {
        for (index, first) in request.iter().enumerate() {
            for second in &request[index + 1..] {
                both(context, *first, *second);
            }
        }
    }
}

fn both(context: &mut Context<'_, '_>, first: Sent<'_, '_>, second: Sent<'_, '_>) {
    let document = context.document;
    if seeing(document, first, second).is_none() {
        return;
    }
    let Some(computed) = seeing(document, second, first) else { return };
    let (own, other) = (second.parameter, first.parameter);
    // The same two may be in several requests.
    if context.errors.has(own.value.span) {
        return;
    }
    context
        .error(
            own.value.span,
            format!("{} and {} are made of each other", quote(other.name.value), quote(own.name.value)),
        )
        .label(format!("made of a request that has {}", quote(other.name.value)))
        .related(other.value.span, "and so is this")
        .help(format!(
            "leave it out of the other: `query = {{ remove = [\"{}\"] }}` in `[computed.{computed}]`",
            other.name.value
        ));
}

/// The computed value in one parameter that is made of the other one.
fn seeing<'t>(document: &Document<'t>, from: Sent<'_, 't>, other: Sent<'_, 't>) -> Option<&'t str> {
    let within = computed(document, other);
    // What holds a value is not in what it is made of.
    let own = computed(document, from).into_iter().filter(|name| !within.contains(name));
    own.into_iter().find(|name| {
        let mut all = document.computed.items().iter();
        let found = all.find(|computed| computed.name.value == *name);
        match found.map(|computed| &computed.recipe) {
            Some(Recipe::Digest { digest, .. }) => sees(digest, other),
            _ => false,
        }
    })
}

/// The computed values in a parameter, at any depth.
fn computed<'t>(document: &Document<'t>, sent: Sent<'_, 't>) -> Vec<&'t str> {
    let holes = reach::through_computed(document, sent.parameter.value.holes());
    holes.iter().filter_map(|hole| hole.name.strip_prefix("computed.")).collect()
}

fn sees(digest: &Digest<'_>, sent: Sent<'_, '_>) -> bool {
    let Some(message) = digest.message.get() else { return false };
    message.template.holes().iter().any(|hole| match hole.name {
        "request.parameters" => is_listed(digest, sent),
        "request.query" => !sent.in_body && is_listed(digest, sent),
        "request.url" | "request.target" => !sent.in_body,
        "request.body" => sent.in_body,
        _ => false,
    })
}

/// Whether `query` leaves a parameter where it is.
fn is_listed(digest: &Digest<'_>, sent: Sent<'_, '_>) -> bool {
    let Some(query) = digest.query.get() else { return !digest.query.is_broken() };
    let name = sent.parameter.name.value;
    let has = |list: &Slot<Vec<Spanned<&str>>>| {
        list.get().is_some_and(|list| list.iter().any(|pattern| fits(pattern.value, name)))
    };
    !has(&query.remove) && (query.only.is_missing() || has(&query.only))
}

/// `vk_*` fits everything that begins so.
fn fits(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}
