//! Signed authorization requests (RFC 9101).

use super::Context;
use super::digest;
use super::sources::{self, Step};
use crate::raw::GrantKind;
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
}
