//! Authorization requests that the client pushes (RFC 9126).

use super::Context;
use crate::raw::GrantKind;
use crate::span::{Given, Slot};

/// ```toml
/// [grants.authorization_code]
/// pushed = true
/// # … and no `endpoints.pushed_authorization_request`
/// ```
pub(super) fn endpoint(context: &mut Context<'_, '_>) {
    let grant = context.grant(GrantKind::AuthorizationCode);
    let Some(Slot::Given(Given { span, value: true, .. })) = grant.map(|grant| &grant.pushed)
    else {
        return;
    };
    if !context.names(|endpoints| endpoints.pushed_authorization_request.is_missing()) {
        context
            .error(*span, "requests that are pushed to nowhere")
            .label("there is no `endpoints.pushed_authorization_request`")
            .help(
                "add `pushed_authorization_request = \"https://…\"` to `[endpoints]` (RFC 9126, 5)",
            );
    }
}

/// ```toml
/// [endpoints]
/// pushed_authorization_request = "https://acme.example/par"
/// # … and no `[grants.authorization_code]`
/// ```
pub(super) fn of_nobody(context: &mut Context<'_, '_>) {
    let Some(endpoints) = context.document.endpoints.get() else { return };
    let Slot::Given(url) = &endpoints.pushed_authorization_request else { return };
    if context.grant(GrantKind::AuthorizationCode).is_none() && context.knows_grants() {
        context
            .error(url.key, "an address for authorization requests, and no grant that makes any")
            .label("nothing is pushed there")
            .help("add\n\n[grants.authorization_code]");
    }
}
