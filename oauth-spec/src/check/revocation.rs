//! `[revocation]`.

use super::Context;
use super::requests::{Standard, lists, values};
use super::sources::Step;
use crate::span::{Slot, Span};
use crate::{CallAuthentication, TokenOperation};

/// ```toml
/// [revocation]
/// # … and no `endpoints.revocation`
/// ```
pub(super) fn endpoint(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Slot::Given(revocation) = &document.revocation else { return };
    let table = match &document.endpoints {
        Slot::Missing => None,
        Slot::Given(endpoints) if endpoints.value.revocation.is_missing() => Some(endpoints.key),
        Slot::Broken | Slot::Given(_) => return,
    };
    let error = context.errors.add(revocation.key, "`[revocation]` without an endpoint");
    error.label("asks `endpoints.revocation`, and there is none");
    match table {
        Some(table) => {
            error.related(table, "`revocation` is missing here");
            error.help("add `revocation = \"https://…\"`");
        }
        None => {
            error.help("add\n\n[endpoints]\nrevocation = \"https://…\"");
        }
    }
}

/// ```toml
/// [revocation]
/// omit = ["token"]
/// ```
pub(super) fn request(context: &mut Context<'_, '_>) {
    let Slot::Given(revocation) = &context.document.revocation else { return };
    let request = &revocation.value.request;
    let parameters = TokenOperation::STANDARD.parameters;
    let standard = Standard {
        parameters: parameters.iter().map(|parameter| parameter.name).collect(),
        without: (&[], Span::default()),
    };
    lists(context, request, &standard);
    values(context, request, Step::REVOCATION);
    let is_open = revocation.value.authentication.is_broken() || request.unclear;
    let by_token = revocation.value.authentication.or(CallAuthentication::Client)
        == CallAuthentication::AccessToken;
    if is_open || by_token {
        return;
    }
    let is_token = |name: &str| matches!(name, "access_token" | "refresh_token");
    let keeps = !request.omit.iter().any(|name| name.value == "token")
        && !request.parameters.iter().any(|parameter| parameter.name.value == "token");
    let sends = request
        .parameters
        .iter()
        .any(|parameter| parameter.value.holes().any(|hole| is_token(hole.name)));
    if keeps || sends {
        return;
    }
    let omitted = request.omit.iter().find(|name| name.value == "token");
    context
        .error(omitted.map_or(revocation.key, |name| name.span), "a revocation of no token")
        .label("the request does not say which")
        .help(
            "send it under its other name: `parameters = { name = \"{access_token}\" }`, or write \
            `authentication = \"access_token\"`",
        );
}
