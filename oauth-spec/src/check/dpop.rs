//! `client.dpop`: bound tokens are shown in one way, and none comes through the browser.

use super::Context;
use crate::raw::{Dpop, Grant, GrantKind};
use crate::span::{Given, Slot};

/// ```toml
/// [client]
/// dpop = "ES256"
/// [api]
/// authorization = "Bearer {access_token}"
/// ```
pub(super) fn shown_otherwise(context: &mut Context<'_, '_>) {
    let Some(dpop) = written(context) else { return };
    if dpop.value.required.is_broken() {
        return;
    }
    let document = context.document;
    let mut keys = Vec::new();
    if let Some(authorization) = document.api.get().and_then(|api| api.authorization.given())
        // Where nothing is required, bearer tokens may be shown otherwise.
        && (authorization.value.header().is_some() || dpop.value.required.or(true))
    {
        keys.push(authorization.key);
    }
    let operations = [&document.revocation, &document.introspection].into_iter();
    let operations = operations.filter_map(Slot::get).map(|one| &one.request.authorization);
    let calls = document.calls.items().iter().map(|call| &call.authorization);
    let is_required = dpop.value.required.or(true);
    for authorization in calls.chain(operations).filter_map(Slot::given).filter(|_| is_required) {
        // Others are shown as the provider likes.
        if authorization.value.holes().iter().any(|hole| hole.name == "access_token") {
            keys.push(authorization.key);
        }
    }
    for key in keys {
        context
            .error(key, "a token that is bound to a key is shown as such")
            .label("the header is `DPoP {access_token}` (RFC 9449, 7.1)")
            .related(dpop.key, "said here")
            .help("remove it");
    }
}

/// ```toml
/// [client]
/// dpop = "ES256"
/// [grants.implicit]
/// ```
pub(super) fn through_the_browser(context: &mut Context<'_, '_>) {
    let Some(dpop) = written(context) else { return };
    if dpop.value.required.is_broken() || !dpop.value.required.or(true) {
        return;
    }
    let implicit = context.grant(GrantKind::Implicit);
    let opens = |grant: &&Grant<'_>| !grant.response_type.is_broken() && !grant.gives_no_access();
    if let Some(implicit) = implicit.filter(opens) {
        context
            .error(implicit.name.span, "a token from the browser is bound to no key")
            .label("no proof goes with an authorization request")
            .related(dpop.key, "bound tokens are required here")
            .help("remove the grant, or write `dpop = { required = false }`");
    }
}

fn written<'d>(context: &Context<'d, '_>) -> Option<&'d Given<Dpop>> {
    context.document.client.get()?.dpop.given()
}
