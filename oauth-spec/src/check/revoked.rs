//! The token that a revocation names.

use super::Context;
use super::requests::is_named;
use crate::raw::{GrantKind, Parameter};
use crate::reach;
use crate::span::Slot;

/// ```toml
/// [grants.authorization_code]
/// [revocation]
/// parameters = { token = "{refresh_token}" }
/// # … and no `[grants.refresh_token]`
/// ```
pub(super) fn no_refresh_token(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Slot::Given(written) = &document.revocation else { return };
    let request = &written.value.request;
    if !context.knows_grants()
        || request.unclear
        || context.grants.is_empty()
        || context.grant(GrantKind::RefreshToken).is_some()
    {
        return;
    }
    let replaced = request.parameters.iter().map(|own| own.name);
    let has_standard =
        !request.omitted().chain(replaced).any(|name| is_named(context, name.value, "token"));
    let names = |parameter: &Parameter<'_>, wanted: &str| {
        let holes = reach::through_computed(document, parameter.value.holes());
        holes.iter().any(|hole| hole.name == wanted)
    };
    let mut all = request.parameters.iter();
    let Some(refresh) = all.clone().find(|own| names(own, "refresh_token")) else { return };
    if has_standard || all.any(|own| names(own, "access_token")) {
        return;
    }
    context
        .errors
        .add(refresh.value.span, "a revocation of refresh tokens alone, and there are none")
        .label("no token has one without `[grants.refresh_token]`")
        .help(
            "add `[grants.refresh_token]`, or send the access token: `\"{access_token}\"`; a request that the \
             access token authorizes need not name it",
        );
}
