//! Signed authorization requests (RFC 9101).

use super::Context;
use super::digest;
use super::requests::{is_named, wire};
use super::sources::{self, Step};
use crate::raw::{GrantKind, Request};
use crate::span::Slot;

/// ```toml
/// [grants.authorization_code]
/// request_object = { algorithm = "ES256", key = "{private_key}" }
/// # … and no `endpoints.issuer`
/// ```
pub(super) fn all(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let Slot::Given(object) = &grant.request_object else { return };
    let step = Step {
        name: "the key of a signed request",
        knows: &["client_id", "client_secret"],
        ..Step::ADDRESS
    };
    for template in [object.value.key.get(), object.value.key_id.get()].into_iter().flatten() {
        sources::template(context, template, step);
    }
    digest::key_variables(context, &object.value.key);
    if !context.states(|endpoints| endpoints.issuer.is_missing()) {
        context
            .error(object.key, "a signed request for nobody")
            .label("its audience is `endpoints.issuer`, which is missing")
            .help("add `issuer = \"https://…\"` to `[endpoints]` (RFC 9101, 4)");
    }
    let request = grant.authorization_request.get();
    let mut omitted = request.into_iter().flat_map(Request::omitted);
    let Some(omitted) = omitted.find(|name| is_named(context, name.value, "client_id")) else {
        return;
    };
    let id = wire(context, "client_id");
    let is_sent = |request: &Request<'_>| request.parameters.iter().any(|it| it.name.value == id);
    if !request.is_some_and(is_sent) {
        context
            .errors
            .add(omitted.span, "a signed request of nobody")
            .label("left out here")
            .related(object.key, "who signs must say so")
            .help("leave it out of `omit` (RFC 9101, 5)");
    }
}
