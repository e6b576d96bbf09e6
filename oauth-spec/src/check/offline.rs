//! `offline`: what it asks with is sent, and once.

use super::Context;
use super::requests::is_named;
use super::url_query::{from_keys, of_browser};
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

/// ```toml
/// [grants.authorization_code]
/// offline = { parameters = { prompt = "consent" } }
/// parameters.prompt = {}
/// ```
pub(super) fn parameters_twice(context: &mut Context<'_, '_>) {
    for grant in context.grants {
        let Slot::Given(offline) = &grant.offline else { continue };
        let request = grant.authorization_request.get();
        if grant.authorization_request.is_broken() || request.is_some_and(|it| it.unclear) {
            continue;
        }
        let said = request.map_or(&[][..], |request| &request.parameters);
        let keys = from_keys(context, grant);
        let standard = of_browser(context, grant);
        for name in offline.value.parameters.iter().map(|own| own.name) {
            let given = grant.parameters.iter().map(|own| own.name);
            let given = given.filter(|own| keys.contains(&own.value));
            let first =
                said.iter().map(|own| own.name).chain(given).find(|own| own.value == name.value);
            let (place, why) = match first {
                Some(first) => (first.span, "and by this"),
                None if keys.contains(&name.value) || standard.contains(&name.value) => {
                    (grant.name.span, "and by this grant itself")
                }
                None => continue,
            };
            context
                .errors
                .add(name.span, format!("{} would be sent twice", quote(name.value)))
                .label("where offline access is asked for")
                .related(place, why)
                .help("leave one of them out");
        }
    }
}

/// Where a request says that it has no `{scope}`, if it has none.
fn without_scope(
    context: &Context<'_, '_>,
    grant: &Grant<'_>,
    request: &Request<'_>,
) -> Option<Span> {
    let mut holes = reach::request(request);
    reach::add_parameters(&mut holes, grant.offline_parameters());
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
