//! `[variants]`.

use super::addresses::has_callback;
use super::{Context, all_different};
use crate::raw::{Grant, Variant};
use crate::reach;
use crate::report::quote;
use crate::span::Slot;
use crate::suggest;
use crate::{Method, ParametersIn};

/// ```toml
/// [variants.v2]
/// grants = ["pasword", "implicit"]
/// ```
pub(super) fn grants(context: &mut Context<'_, '_>) {
    if !context.knows_grants() {
        return;
    }
    for variant in &context.document.variants {
        let Slot::Given(names) = &variant.grants else { continue };
        all_different(&names.value, "grant", context.errors);
        if names.value.is_empty() {
            context
                .error(names.span, "a variant for no grants")
                .label("empty")
                .help("leave `grants` out for all of them");
        }
        for name in &names.value {
            match context.grants.iter().find(|grant| grant.name.value == name.value) {
                None => {
                    let known = context.grants.iter().map(|grant| grant.name.value);
                    let help = suggest::help(name.value, known, "grants");
                    context
                        .error(name.span, format!("unknown grant {}", quote(name.value)))
                        .label("not declared under `[grants]`")
                        .help(help);
                }
                Some(grant) if !is_written(variant, grant) => {
                    let first = grant.name.span;
                    context
                        .error(name.span, format!("{} has no token request", quote(name.value)))
                        .label("nothing to write in another way")
                        .related(first, "the grant")
                        .help("leave it out");
                }
                Some(_) => {}
            }
        }
    }
}

/// ```toml
/// [variants.v2]
/// description = "…"
/// ```
pub(super) fn changes_nothing(context: &mut Context<'_, '_>) {
    for variant in &context.document.variants {
        let endpoints = [&variant.endpoint, &variant.authorization_endpoint];
        if endpoints.iter().any(|one| !one.is_missing()) || variant.parameters_in.is_broken() {
            continue;
        }
        let Slot::Given(place) = &variant.parameters_in else {
            context
                .error(
                    variant.name.span,
                    format!("the variant {} changes nothing", quote(variant.name.value)),
                )
                .label("no `endpoint`, no `authorization_endpoint`, no `parameters_in`")
                .help("add `endpoint = \"https://…\"` or `parameters_in = \"json\"`");
            continue;
        };
        let concerned: Vec<_> =
            context.grants.iter().filter(|grant| concerns(variant, grant)).collect();
        let differs = |grant: &&Grant<'_>| written_in(context, grant) != Some(place.value);
        if !concerned.is_empty() && !concerned.iter().any(differs) {
            context
                .error(
                    place.span,
                    format!("the variant {} changes nothing", quote(variant.name.value)),
                )
                .label("every grant it concerns is written so already")
                .help("write another `parameters_in`, or remove the variant");
        }
    }
}

/// ```toml
/// [variants.v2]
/// endpoint = "https://{callback.host}/token"
/// [grants.password]
/// ```
pub(super) fn callback_of_nobody(context: &mut Context<'_, '_>) {
    for variant in &context.document.variants {
        let holes = reach::template(variant.endpoint.get());
        let mut holes = holes.into_iter().filter(|hole| hole.name.starts_with("callback."));
        let Some(hole) = holes.next() else { continue };
        let has_none = |grant: &&Grant<'_>| concerns(variant, grant) && !has_callback(grant);
        for grant in context.grants.iter().filter(has_none) {
            let name = grant.name;
            context
                .errors
                .add(hole.span, format!("{} has no callback", quote(name.value)))
                .label(format!("what {} takes from one", quote(variant.name.value)))
                .related(name.span, "the grant")
                .help("say which grants the variant is for: `grants = [\"authorization_code\"]`");
        }
    }
}

/// Whether a variant can write a request of a grant in another way.
fn is_written(variant: &Variant<'_>, grant: &Grant<'_>) -> bool {
    // Another authorization endpoint is enough for a grant without a token request.
    let is_sent_elsewhere = !variant.authorization_endpoint.is_missing();
    grant.kind.asks_token_endpoint() || (grant.kind.has_browser() && is_sent_elsewhere)
}

fn concerns(variant: &Variant<'_>, grant: &Grant<'_>) -> bool {
    grant.kind.asks_token_endpoint() && is_for(variant, grant)
}

/// Whether a variant is one of a grant: one that names none is of all.
pub(super) fn is_for(variant: &Variant<'_>, grant: &Grant<'_>) -> bool {
    match &variant.grants {
        Slot::Missing => true,
        Slot::Given(names) => names.value.iter().any(|name| name.value == grant.name.value),
        Slot::Broken => false,
    }
}

/// Where a grant's parameters are written; nothing if that is wrong.
pub(super) fn written_in(context: &Context<'_, '_>, grant: &Grant<'_>) -> Option<ParametersIn> {
    for request in [&grant.request, &context.document.token_request] {
        match request {
            Slot::Broken => return None,
            Slot::Missing => {}
            Slot::Given(request) => match &request.value.parameters_in {
                Slot::Broken => return None,
                Slot::Missing if request.value.method.is_broken() => return None,
                Slot::Missing if request.value.method.get() == Some(&Method::Get) => {
                    return Some(ParametersIn::Query);
                }
                Slot::Missing => {}
                Slot::Given(place) => return Some(place.value),
            },
        }
    }
    (!grant.broken).then_some(ParametersIn::Form)
}
