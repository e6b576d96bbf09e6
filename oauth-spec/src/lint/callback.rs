//! What comes without being asked for, and what is seen by others.

use super::Context;
use super::list::{NO_STATE, PROVIDER_INITIATED, TOKEN_IN_QUERY};
use crate::report::quote;
use crate::{AuthorizationRequest, Source, StateUse};

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
/// authorization_request = { omit = ["state"] }
/// ```
pub(super) fn no_state(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    // Where it travels otherwise it is not lost, and callbacks that nobody asked for have a lint of their own.
    if !matches!(spec.callback.state, StateUse::Required(_)) {
        return;
    }
    let mut without: Vec<[&str; 4]> = Vec::new();
    let is_bare = |request: AuthorizationRequest| !request.sends(Source::State);
    if spec.grants.authorization_code.is_some_and(|grant| is_bare(grant.authorization)) {
        without.push(["grants", "authorization_code", "authorization_request", "omit"]);
    }
    if spec.grants.implicit.is_some_and(|grant| is_bare(grant.authorization)) {
        without.push(["grants", "implicit", "authorization_request", "omit"]);
    }
    let consents = spec.consents.iter().filter(|consent| is_bare(consent.authorization));
    without.extend(consents.map(|consent| ["consents", consent.name, "parameters", ""]));
    for path in without {
        let path = path.split(|key| key.is_empty()).next().unwrap_or_default();
        let Some(span) = context.at(path).map(|entry| entry.span) else { continue };
        let help = match path {
            ["consents", ..] => "add `state = \"{state}\"`",
            _ => {
                "leave `state` in, or say how it comes back: `state = { use = \"redirect_uri\" }` in `[callback]`"
            }
        };
        context
            .warn(&NO_STATE, span, "a callback that nothing ties to who began it")
            .label("`state` is not sent")
            .help(help);
    }
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
