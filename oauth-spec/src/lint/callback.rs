//! What comes without being asked for, and what is seen by others.

use super::Context;
use super::list::{PROVIDER_INITIATED, TOKEN_IN_QUERY, TOKEN_TWICE};
use crate::report::quote;
use crate::{Source, StateUse};

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
    let header = context.provider.spec.api.authorization;
    if !header.is_some_and(|header| header.sources().any(|it| it == Source::AccessToken)) {
        return;
    }
    let written = context.at(&["api", "authorization"]).map(|entry| entry.span);
    for entry in context.entries {
        let ["api", "query" | "form" | "headers", name] = entry.path.as_slice() else { continue };
        if !entry.text().is_some_and(|text| text.contains("{access_token}")) {
            continue;
        }
        let warning = context.found.warn(
            &TOKEN_TWICE,
            entry.span,
            format!("every call has the token twice: as {} too", quote(name)),
        );
        warning.label("beside the `Authorization` header");
        warning.help("add `authorization = false` to `[api]`, or leave this one out");
        if let Some(span) = written {
            warning.related(span, "the header");
        }
    }
}
