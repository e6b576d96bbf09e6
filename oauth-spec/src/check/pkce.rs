//! `pkce = { for = "public" }`: there must be clients of both kinds, and one of them sends none.

use super::{Context, clients};
use crate::raw::{GrantKind, Header, Parameter};
use crate::reach;
use crate::report::quote;
use crate::span::{Slot, Span};

/// ```toml
/// [client]
/// authentication = "none"
/// [grants.authorization_code]
/// pkce = { for = "public" }
/// ```
pub(super) fn public(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let Some(span) = grant.pkce_public else { return };
    if !context.knows_ways() {
        return;
    }
    let client = context.document.client.get().map(|client| &client.authentication);
    let is_standard = match client {
        None => context.document.client.is_missing(),
        Some(ways) => ways.is_missing(),
    };
    let ways = clients::of_grant(context, grant);
    let is_public = |name: &str| name == "none";
    let (public, confidential) = match &ways {
        Some(ways) => (
            ways.iter().any(|way| is_public(way.value)),
            ways.iter().any(|way| !is_public(way.value)),
        ),
        // Nothing written means `client_secret_basic`; something wrong has been reported.
        None if is_standard => (false, true),
        None => return,
    };
    if !public {
        context
            .error(span, "PKCE for clients that do not exist")
            .label("no client is public")
            .help(
                "write `pkce = \"none\"`, or say that there are clients without a secret: \
                 `authentication = [\"client_secret_basic\", \"none\"]` in `[client]`",
            );
    } else if !confidential {
        context
            .error(span, "every client is public")
            .label("so PKCE is for all")
            .help("write `pkce = \"S256\"`, or leave it out");
    }
}

/// What PKCE sends: the names of its parameters, and of its values.
const PKCE: &[&str] = &["code_challenge", "code_challenge_method", "code_verifier"];

/// ```toml
/// [grants.authorization_code]
/// pkce = { for = "public" }
/// authorization_request = { parameters = { challenge = "{code_challenge}" } }
/// ```
pub(super) fn by_hand(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let Some(pkce) = grant.pkce_public else { return };
    let requests = [&grant.authorization_request, &grant.request].into_iter();
    let (mut parameters, mut headers): (Vec<&Parameter<'_>>, Vec<&Header<'_>>) = Default::default();
    for request in requests.filter_map(Slot::get) {
        parameters.extend(&request.parameters);
        parameters.extend(&request.query);
        headers.extend(&request.headers);
    }
    parameters.extend(grant.offline_parameters());
    let mut found: Vec<(Span, &str)> = Vec::new();
    for Parameter { name, value } in parameters {
        let names = context.document.parameter_names.get();
        let is = |one: &str| names.map_or(one, |names| names.wire(one)) == name.value;
        let holes = reach::through_computed(context.document, value.holes());
        if PKCE.iter().any(|one| is(one)) || holes.iter().any(|hole| PKCE.contains(&hole.name)) {
            found.push((name.span, name.value));
        }
    }
    for header in headers {
        let holes = reach::through_computed(context.document, header.value.holes());
        if holes.iter().any(|hole| PKCE.contains(&hole.name)) {
            found.push((header.name.span, header.name.value));
        }
    }
    for (span, name) in found {
        context
            .error(span, format!("every client would send {}", quote(name)))
            .label("a part of PKCE, written by hand")
            .related(pkce, "clients that authenticate send none")
            .help("leave it out: what PKCE sends has other names with `[parameter_names]`");
    }
}
