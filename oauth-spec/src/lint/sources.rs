//! Where facts come from.

use std::collections::{HashMap, HashSet};

use super::Context;
use super::hosts::host;
use crate::lints::{NO_DOCUMENTS, UNCONFIRMED_ENDPOINT};
use crate::report::quote;
use crate::span::Span;
use crate::{Environment, VariableKind};

/// ```toml
/// # … neither `[documents]` nor `provider.docs`
/// ```
pub(super) fn no_documents(context: &mut Context<'_, '_>) {
    if !context.provider.docs.documents.is_empty() {
        return;
    }
    let Some(provider) = context.at(&["provider"]) else { return };
    let span = provider.key;
    context
        .warn(&NO_DOCUMENTS, span, "no document says that the provider is so")
        .label("neither `[documents]` nor `docs`")
        .help("add `docs = \"https://…\"` to `[provider]`");
}

/// ```toml
/// [unconfirmed]
/// "endpoints.token" = "no document names it"
/// ```
pub(super) fn unconfirmed_endpoints(context: &mut Context<'_, '_>) {
    let unconfirmed: HashMap<&str, Span> =
        context.document.unconfirmed.iter().map(|fact| (fact.path.value, fact.path.span)).collect();
    let addresses: Vec<_> = context
        .entries
        .iter()
        .filter(|entry| entry.is_url())
        .filter_map(|entry| Some((entry.path.join("."), entry.text()?, entry.span)))
        .collect();
    // A wrong path on the provider's own host gives nothing away.
    let known: HashSet<&str> = addresses
        .iter()
        .filter(|(path, ..)| !unconfirmed.contains_key(path.as_str()))
        .map(|(_, text, _)| host(text))
        .collect();
    for (path, text, span) in &addresses {
        let Some(fact) = unconfirmed.get(path.as_str()) else { continue };
        if known.contains(host(text)) || is_given(context, host(text)) {
            continue;
        }
        context
            .found
            .warn(&UNCONFIRMED_ENDPOINT, *span, format!("nobody states {}", quote(path)))
            .label("sent here on a guess")
            .related(*fact, "not confirmed")
            .help("find a document that names it, or make it a variable that applications give");
    }
}

/// Whether it is one variable that the application must give: then it knows where it sends what.
fn is_given(context: &Context<'_, '_>, host: &str) -> bool {
    let name = host.strip_prefix('{').and_then(|host| host.strip_suffix('}'));
    let spec = context.provider.spec;
    name.and_then(|name| spec.variable(name)).is_some_and(|variable| {
        let is_free = matches!(variable.kind, VariableKind::Url | VariableKind::Hostname);
        let is_set = |environment: &Environment| {
            environment.values.iter().any(|(name, _)| *name == variable.name)
        };
        let is_default_given = match variable.default {
            None => true,
            // It is another one that the application gives.
            Some(default) => {
                default.as_source().is_some() && is_given(context, &default.to_string())
            }
        };
        is_free && is_default_given && !spec.environments.iter().any(is_set)
    })
}
