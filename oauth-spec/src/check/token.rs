//! `[token]`: an expiry that some grant can produce.

use super::Context;
use crate::Expiry;
use crate::raw::GrantKind;
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
        token.expiry.given().map(|given| given.key),
        token.lifetime.given().map(|given| given.key),
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
    if let (Slot::Given(expiry), Slot::Given(lifetime)) = (&token.expiry, &token.lifetime)
        && expiry.value == Expiry::Never
    {
        context
            .error(lifetime.key, "a token that never expires has no lifetime")
            .label("a lifetime")
            .related(expiry.span, "never")
            .help("leave one of them out");
    }
    if let Slot::Given(lifetime) = &token.refresh_token_lifetime
        && context.knows_grants()
        && context.grant(GrantKind::RefreshToken).is_none()
    {
        context
            .error(lifetime.key, "the lifetime of a refresh token, without the refresh grant")
            .label("`[grants.refresh_token]` is missing")
            .help("remove it, or add\n\n[grants.refresh_token]");
    }
}
