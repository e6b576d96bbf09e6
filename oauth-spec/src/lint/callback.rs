//! What comes without being asked for, and what is seen by others.

use super::Context;
use crate::lints::{PROVIDER_INITIATED, TOKEN_IN_QUERY, TOKEN_TWICE};
use crate::raw::{Document, Recipe};
use crate::report::quote;
use crate::span::Slot;
use crate::template::Hole;
use crate::{Algorithm, StateUse};

/// ```toml
/// [callback]
/// state = { use = "provider_initiated" }
/// ```
pub(super) fn provider_initiated(context: &mut Context<'_, '_>) {
    if !matches!(context.provider.spec.callback.state, StateUse::ProviderInitiated(_)) {
        return;
    }
    let Some(span) = context.at(&["callback", "state"]).map(|entry| entry.span) else { return };
    context
        .warn(&PROVIDER_INITIATED, span, "callbacks that nobody has asked for are taken")
        .label("by `accept_initiated`")
        .help("let applications start an authorization of their own when such a callback comes");
}

/// ```toml
/// [api]
/// query = { access_token = "{access_token}" }
/// ```
pub(super) fn token_in_query(context: &mut Context<'_, '_>) {
    for entry in context.entries {
        let is_query = match entry.path.as_slice() {
            ["api", "query", _] => true,
            ["calls", call, "parameters", _] => {
                let call = context.provider.spec.call(call);
                call.is_some_and(|call| call.parameters_in == crate::ParametersIn::Query)
            }
            _ => entry.is_url(),
        };
        let holds = entry.text().is_some_and(|text| match text.split_once('?') {
            Some((_, query)) if entry.is_url() => query.contains("{access_token}"),
            None if entry.is_url() => false,
            _ => text.contains("{access_token}"),
        });
        if is_query && holds {
            let name = entry.name();
            context
                .found
                .warn(
                    &TOKEN_IN_QUERY,
                    entry.span,
                    format!("the token is in the URL, as {}", quote(name)),
                )
                .label("servers and proxies log it")
                .help("send it in a header, if the provider takes it there: `[api] authorization`");
        }
    }
}

/// ```toml
/// [api]
/// query = { access_token = "{access_token}" }
/// # … and no `authorization = false`
/// ```
pub(super) fn token_twice(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(api) = document.api.get() else { return };
    let in_header = match &api.authorization {
        Slot::Given(own) => own.value.header().is_some_and(|it| shows_token(document, it.holes())),
        _ => true,
    };
    if !in_header {
        return;
    }
    let parameters = api.query.iter().chain(&api.body);
    let parameters = parameters.map(|it| (it.name.value, it.value.span, it.value.holes()));
    let headers = api.headers.iter();
    let headers = headers.map(|it| (it.name.value, it.value.span, it.value.holes()));
    for (name, span, holes) in parameters.chain(headers) {
        if !shows_token(document, holes) {
            continue;
        }
        let warning = context.found.warn(
            &TOKEN_TWICE,
            span,
            format!("every call has the token twice: as {} too", quote(name)),
        );
        warning.label("beside the `Authorization` header");
        warning.help("add `authorization = false` to `[api]`, or leave this one out");
        if let Some(written) = api.authorization.given() {
            warning.related(written.span, "the header");
        }
    }
}

/// Whether the access token can be read in a text of these names: also where it is only encoded, and not where
/// something is made of it that does not show it.
fn shows_token(document: &Document<'_>, holes: Vec<Hole<'_>>) -> bool {
    let mut open = holes;
    let mut seen = Vec::new();
    while let Some(hole) = open.pop() {
        if hole.name == "access_token" {
            return true;
        }
        let Some(name) = hole.name.strip_prefix("computed.") else { continue };
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let mut all = document.computed.items().iter();
        let Some(computed) = all.find(|computed| computed.name.value == name) else { continue };
        if let Recipe::Digest { algorithm, digest } = &computed.recipe
            && algorithm.or(Algorithm::None) == Algorithm::None
            && let Some(message) = digest.message.get()
        {
            open.extend(message.template.holes());
        }
    }
    false
}
