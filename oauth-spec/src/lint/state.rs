//! What ties an answer to the authorization that it is for: `state`, `nonce`, and the code itself.

use super::Context;
use super::entries::Entry;
use crate::lints::{NO_STATE, UNCHECKED_NONCE, UNSENT_CODE};
use crate::{AuthorizationRequest, Source, StateUse};

/// ```toml
/// pkce = "none"
/// authorization_request = { omit = ["state"] }
/// ```
pub(super) fn missing(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    // One that travels in the redirect URI is there; that answers come unasked is told by a lint of its own.
    if !matches!(spec.callback.state, StateUse::Required(_)) || is_computed(context, "{state}") {
        return;
    }
    let has_nonce = |request: &AuthorizationRequest| {
        request.sends(Source::Nonce) && spec.id_token.is_some_and(|token| token.nonce_required)
    };
    let code = spec.grants.authorization_code.filter(|grant| {
        let is_exchanged_by_all =
            grant.authorization.sends(Source::CodeChallenge) && grant.confidential.is_none();
        !is_exchanged_by_all && spec.callback.signature.is_none()
    });
    let implicit = spec.grants.implicit.map(|grant| grant.authorization);
    let requests =
        [("authorization_code", code.map(|grant| grant.authorization)), ("implicit", implicit)];
    for (grant, request) in requests {
        let Some(request) = request else { continue };
        if request.sends(Source::State) || has_nonce(&request) {
            continue;
        }
        let omit = ["grants", grant, "authorization_request", "omit"];
        let entry = context.at(&omit).or_else(|| context.at(&["grants", grant]));
        let Some(span) =
            entry.map(|entry| if entry.name() == "omit" { entry.span } else { entry.key })
        else {
            continue;
        };
        context
            .warn(&NO_STATE, span, "authorizations without `state`")
            .label("nothing ties a callback to the browser that has asked for it")
            .help(
                "send it, if the provider gives it back; else in the redirect URI: \
                 `[callback] state = { use = \"redirect_uri\" }`; or add PKCE, if it knows that",
            );
    }
    // A consent gives no code that PKCE or a nonce could tie to anything.
    for consent in spec.consents {
        if consent.authorization.sends(Source::State) {
            continue;
        }
        let Some(entry) = context.at(&["consents", consent.name, "parameters"]) else { continue };
        context
            .warn(&NO_STATE, entry.span, "a consent without `state`")
            .label("nothing ties a callback to the browser that has asked for it")
            .help("add `state = \"{state}\"`");
    }
}

/// ```toml
/// authorization_request = { parameters = { nonce = "{nonce}" } }
/// # … and no `[id_token]`
/// ```
pub(super) fn unchecked_nonce(context: &mut Context<'_, '_>) {
    if context.provider.spec.id_token.is_some() {
        return;
    }
    for entry in context.entries {
        let is_sent = matches!(
            entry.path.as_slice(),
            ["grants", _, "authorization_request" | "offline", "parameters", ..]
                | ["consents", _, "parameters", ..]
        );
        if is_sent && entry.text().is_some_and(|text| text.contains("{nonce}")) {
            context
                .found
                .warn(
                    &UNCHECKED_NONCE,
                    entry.span,
                    "a `nonce`, and no ID token that must repeat it",
                )
                .label("nothing looks at it again")
                .help("add `[id_token]`, or leave it out");
        }
    }
}

/// ```toml
/// request = { omit = ["code"] }
/// # … and a call that sends it: `{callback.code_for_later}`
/// ```
pub(super) fn unsent_code(context: &mut Context<'_, '_>) {
    let Some(grant) = context.provider.spec.grants.authorization_code else { return };
    if grant.request.sends(Source::Code) || is_computed(context, "{code}") {
        return;
    }
    let path = ["grants", "authorization_code", "request"];
    let Some(span) = context.at(&path).map(|entry| entry.key) else { return };
    context
        .warn(&UNSENT_CODE, span, "the exchange does not send the code")
        .label("a token that the code has no part in")
        .help("the code goes with a later request only: say in `[lint] allow` why that is so");
}

/// Whether a computed value is made of that hole.
fn is_computed(context: &Context<'_, '_>, hole: &str) -> bool {
    let computed = |entry: &&Entry<'_>| entry.path.first() == Some(&"computed");
    let has = |entry: &Entry<'_>| entry.text().is_some_and(|text| text.contains(hole));
    context.entries.iter().filter(computed).any(has)
}
