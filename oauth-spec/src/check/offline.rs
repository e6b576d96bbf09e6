//! `offline`: what it asks with is sent.

use super::Context;
use super::requests::is_named;
use crate::raw::{Grant, GrantKind, Request};
use crate::reach;
use crate::report::quote;
use crate::span::{Slot, Span};

/// ```toml
/// [grants.authorization_code]
/// offline = { scopes = ["offline_access"] }
/// authorization_request = { omit = ["scope"] }
/// ```
pub(super) fn scopes_unsent(context: &mut Context<'_, '_>) {
    for grant in context.grants {
        let Slot::Given(offline) = &grant.offline else { continue };
        let Some(first) = offline.value.scopes.first() else { continue };
        let asks = match grant.kind {
            GrantKind::DeviceCode => &grant.first_request,
            _ => &grant.authorization_request,
        };
        let Slot::Given(request) = asks else { continue };
        let Some(without) = without_scope(context, grant, &request.value) else { continue };
        context
            .errors
            .add(first.span, format!("the scope {} is never sent", quote(first.value)))
            .label("what asks for offline access")
            .related(without, "the request sends no `{scope}`")
            .help(
                "send the scopes; or, if the provider takes none, leave `offline` out, or ask with its \
                 `parameters`",
            );
    }
}

/// Where a request says that it has no `{scope}`, if it has none.
fn without_scope(
    context: &Context<'_, '_>,
    grant: &Grant<'_>,
    request: &Request<'_>,
) -> Option<Span> {
    let offline = grant.offline.get().into_iter().flat_map(|offline| &offline.parameters);
    let mut holes = reach::request(request);
    holes.extend(offline.flat_map(|parameter| parameter.value.holes()));
    let holes = reach::through_computed(context.document, holes);
    let is_unclear = request.unclear
        || reach::is_unclear(context.document, &holes)
        || !context.knows_all(&holes);
    if is_unclear || holes.iter().any(|hole| hole.name == "scope") {
        return None;
    }
    let is_scope = |name: &str| is_named(context, name, "scope");
    let omitted = request.omitted().find(|name| is_scope(name.value)).map(|name| name.span);
    let replaced = request.parameters.iter().find(|own| is_scope(own.name.value));
    omitted.or_else(|| replaced.map(|own| own.value.span))
}
