//! `[token]`: an expiry that some grant can produce.

use super::Context;
use crate::raw::{Expiry, GrantKind};
use crate::span::Slot;

/// ```toml
/// [grants.personal_access_token]
/// [token]
/// expiry = "expires_in"
/// ```
pub(super) fn expiry(context: &mut Context<'_, '_>) {
    let Some(token) = context.document.token.get() else { return };
    let is_by_hand = |kind: GrantKind| kind == GrantKind::PersonalAccessToken;
    let Some(by_hand) = context.grant(GrantKind::PersonalAccessToken) else { return };
    if !context.grants.iter().all(|grant| is_by_hand(grant.kind)) {
        return;
    }
    let keys = [
        token.answer.expiry.given().map(|given| given.key),
        token.lifetime.given().map(|given| given.key),
        token.renew_before.given().map(|given| given.key),
    ];
    if let Some(key) = keys.into_iter().flatten().min() {
        context
            .error(key, "an expiry that no grant can produce")
            .label("there is no token answer to read it from")
            .related(by_hand.name.span, "the only grant; its token is made by hand")
            .help("say when such a token expires with `expiry` of the grant");
    }
}

/// ```toml
/// [token]
/// expiry = "never"
/// lifetime = "8h"
/// ```
pub(super) fn lifetimes(context: &mut Context<'_, '_>) {
    let Some(token) = context.document.token.get() else { return };
    if let (Slot::Given(expiry), Slot::Given(lifetime)) = (&token.answer.expiry, &token.lifetime)
        && matches!(expiry.value, Expiry::Never)
    {
        context
            .error(lifetime.key, "a token that never expires has no lifetime")
            .label("a lifetime")
            .related(expiry.span, "never")
            .help("leave one of them out");
    }
    if let (Slot::Given(expiry), Slot::Given(before)) = (&token.answer.expiry, &token.renew_before)
        && matches!(expiry.value, Expiry::Never)
    {
        context
            .error(before.key, "a token that never expires is not renewed before its expiry")
            .label("before which expiry")
            .related(expiry.span, "never")
            .help("leave one of them out");
    }
}

/// ```toml
/// [token]
/// expiry = "lifetime"
/// # … and no `lifetime`; or `introspection`, and no `endpoints.introspection`
/// ```
pub(super) fn sources(context: &mut Context<'_, '_>) {
    let document = context.document;
    let requests = context.grants.iter().filter_map(|grant| grant.request.get());
    let own = requests.filter_map(|request| request.answer.get());
    let answers = own.chain(document.token.get().map(|token| &token.answer));
    let token = document.token.get();
    let has_lifetime = token.is_some_and(|token| !token.lifetime.is_missing());
    let has_endpoint = context.names(|endpoints| endpoints.introspection.is_missing());
    for expiry in answers.filter_map(|answer| answer.expiry.given()) {
        let is_fixed = matches!(expiry.value, Expiry::Lifetime);
        if is_fixed && !has_lifetime && !document.token.is_broken() {
            context
                .error(expiry.span, "the expiry is the documented lifetime, and none is written")
                .label("`token.lifetime` is missing")
                .help("add `lifetime = \"8h\"` to `[token]`");
        }
        let is_asked = matches!(expiry.value, Expiry::Introspection);
        if is_asked && !has_endpoint {
            context
                .error(expiry.span, "an expiry that nobody can be asked for")
                .label("`endpoints.introspection` is missing")
                .help("add `introspection = \"https://…\"` to `[endpoints]`");
        }
    }
}

/// ```toml
/// [token]
/// refresh_token_lifetime = "28d"
/// # … and no `[grants.refresh_token]`
/// ```
pub(super) fn refresh(context: &mut Context<'_, '_>) {
    let Some(token) = context.document.token.get() else { return };
    if !context.knows_grants() || context.grant(GrantKind::RefreshToken).is_some() {
        return;
    }
    let keys = [
        (token.refresh_token_lifetime.given().map(|given| given.key), "the lifetime"),
        (token.refresh_token_idle.given().map(|given| given.key), "the idle lifetime"),
        (token.answer.refresh_token_expiry.given().map(|given| given.key), "the expiry"),
    ];
    for (key, what) in keys {
        let Some(key) = key else { continue };
        context
            .error(key, format!("{what} of a refresh token, without the refresh grant"))
            .label("`[grants.refresh_token]` is missing")
            .help("remove it, or add\n\n[grants.refresh_token]");
    }
}

/// ```toml
/// [token]
/// lifetime = "30s"
/// renew_before = "1m"
/// ```
pub(super) fn order(context: &mut Context<'_, '_>) {
    let Some(token) = context.document.token.get() else { return };
    if let (Slot::Given(before), Slot::Given(lifetime)) = (&token.renew_before, &token.lifetime)
        && before.value >= lifetime.value
    {
        context
            .error(before.span, "a token that is renewed as soon as it is there")
            .label("not less than its lifetime")
            .related(lifetime.span, "its lifetime")
            .help("write less than the lifetime");
    }
    if let (Slot::Given(idle), Slot::Given(lifetime)) =
        (&token.refresh_token_idle, &token.refresh_token_lifetime)
        && idle.value >= lifetime.value
    {
        context
            .error(idle.span, "a refresh token that has expired before it was idle for so long")
            .label("not less than its lifetime")
            .related(lifetime.span, "its lifetime")
            .help("leave one of them out");
    }
    let Slot::Given(lifetime) = &token.lifetime else { return };
    for refresh in [&token.refresh_token_lifetime, &token.refresh_token_idle] {
        let Slot::Given(refresh) = refresh else { continue };
        if refresh.value < lifetime.value {
            context
                .error(refresh.span, "a refresh token that has expired when it is needed")
                .label("less than the lifetime of what it renews")
                .related(lifetime.span, "the lifetime of the access token")
                .help("write at least that long, or leave it out");
        }
    }
}
