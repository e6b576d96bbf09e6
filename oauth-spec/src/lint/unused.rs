//! Keys that nothing looks at, whatever they say.

use super::Context;
use crate::lints::{NO_EFFECT, UNUSED_LIFETIME, UNUSED_SCOPES};
use crate::{Expiry, ImplicitGrant, Parameter, Source};

/// ```toml
/// [token]
/// lifetime = "8h"
/// # … and every request has `answer = { expiry = "never" }`
/// ```
pub(super) fn lifetime(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    let Some(span) = context.at(&["token", "lifetime"]).map(|entry| entry.key) else { return };
    let counts =
        |expiry: Expiry| matches!(expiry, Expiry::In { .. } | Expiry::At { .. } | Expiry::Lifetime);
    let mut answers = spec
        .grants
        .token_requests()
        .map(|request| request.answer.unwrap_or(&spec.token.answer).expiry)
        .chain(
            spec.grants
                .implicit
                .filter(ImplicitGrant::gives_access)
                .map(|_| spec.token.answer.expiry),
        );
    let same = spec.grants.refresh_token.is_some_and(|refresh| refresh.same_token);
    if !same && !answers.any(counts) {
        context
            .warn(&UNUSED_LIFETIME, span, "no grant looks at this lifetime")
            .label("every answer has an expiry of its own")
            .help("remove it");
    }
}

/// ```toml
/// [scopes.list]
/// # … and `omit = ["scope"]` in every request
/// ```
pub(super) fn scopes(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    let Some(span) = context.at(&["scopes"]).map(|entry| entry.key) else { return };
    let is_scope = |source: Source| matches!(source, Source::Scope | Source::ScopeSet(_));
    let sends = |parameters: &[Parameter]| {
        parameters.iter().flat_map(|it| it.value.sources().collect::<Vec<_>>()).any(is_scope)
    };
    let grants = &spec.grants;
    let away = [
        grants.authorization_code.map(|grant| grant.authorization.parameters),
        grants.implicit.map(|grant| grant.authorization.parameters),
        grants.device_code.map(|grant| grant.authorization.parameters),
        grants.ciba.map(|grant| grant.authentication.parameters),
    ];
    let consents = spec.consents.iter().map(|consent| consent.authorization.parameters);
    let offline = grants.authorization_code.and_then(|grant| grant.offline);
    let is_sent = away.into_iter().flatten().chain(consents).any(sends)
        || offline.is_some_and(|offline| sends(offline.parameters))
        || spec
            .grants
            .token_requests()
            .any(|request| sends(request.parameters) || sends(request.query));
    // A computed value may hold them; then the requests do not name them.
    if !is_sent && spec.computed.is_empty() {
        context
            .warn(&UNUSED_SCOPES, span, "no request sends a scope")
            .label("nothing asks for these")
            .help("remove them, or send them: `parameters = { scope = \"{scope}\" }`");
    }
}

/// ```toml
/// [client]
/// redirect_schemes = ["https"]
/// # … and nothing that a browser comes back from
/// ```
pub(super) fn redirect_schemes(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    let Some(entry) = context.at(&["client", "redirect_schemes"]) else { return };
    let grants = &spec.grants;
    // Where users sign out, the metadata may say.
    let comes_back = grants.authorization_code.is_some()
        || grants.implicit.is_some()
        || !spec.consents.is_empty()
        || spec.endpoints.end_session.is_some()
        || spec.discovery.is_some();
    if !comes_back {
        let (key, fix) = (entry.key, context.without(entry.key, entry.span));
        context
            .warn(&NO_EFFECT, key, "`redirect_schemes` changes nothing")
            .label("no browser comes back to a redirect URI")
            .help("remove it")
            .fix_if(fix);
    }
}

/// ```toml
/// [grants.client_credentials]
/// [scopes]
/// default = ["read"]
/// # … and no grant that asks a user
/// ```
pub(super) fn default_scopes(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    let Some(entry) = context.at(&["scopes", "default"]) else { return };
    let grants = &spec.grants;
    let asks_users = grants.authorization_code.is_some()
        || grants.implicit.is_some()
        || grants.device_code.is_some()
        || grants.ciba.is_some()
        || grants.password.is_some()
        || !spec.consents.is_empty();
    if !asks_users {
        let (key, fix) = (entry.key, context.without(entry.key, entry.span));
        context
            .warn(&NO_EFFECT, key, "`default` changes nothing")
            .label("only where users are asked")
            .help(
                "applications name scopes with `.scopes(…)`; what every request asks for is \
                 `request = { parameters = { scope = \"…\" } }`",
            )
            .fix_if(fix);
    }
}
