//! `[callback]`.

use super::Context;
use crate::span::Slot;

/// ```toml
/// [callback]
/// # … and neither a grant that sends a browser away nor a page that gives consent
/// ```
pub(super) fn without_browser(context: &mut Context<'_, '_>) {
    let Slot::Given(callback) = &context.document.callback else { return };
    if context.grants.is_empty() || !context.knows_grants() {
        return;
    }
    // What comes back from a page that gives consent is read in the same way.
    let has_page = !context.document.consents.is_missing() || context.is_misspelt("consents");
    if has_page || context.grants.iter().any(|grant| grant.kind.has_browser()) {
        return;
    }
    let error = context.errors.add(callback.key, "a callback, and no grant that has one");
    error.label("no browser comes back");
    error.help("add `[grants.authorization_code]` or `[grants.implicit]`, or remove it");
}

/// ```toml
/// [callback]
/// iss = "required"
/// # … and no `endpoints.issuer`
/// ```
pub(super) fn iss_of_nobody(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Slot::Given(iss) = &callback.iss else { return };
    if !context.states(|endpoints| endpoints.issuer.is_missing()) {
        context
            .error(iss.span, "an `iss` that nothing is compared with")
            .label("there is no `endpoints.issuer`")
            .help("add `issuer = \"https://…\"` to `[endpoints]`");
    }
}
