//! The query of `endpoints.authorization`: what stands there is not sent once more.

use super::Context;
use super::requests::{implicit, is_named, surely_has_pkce, wire};
use crate::raw::{Grant, GrantKind};
use crate::reach;
use crate::report::quote;
use crate::span::Slot;
use crate::{AuthorizationRequest, ResponseType};

/// ```toml
/// [endpoints]
/// authorization = "https://acme.example/authorize?response_type=code"
/// ```
pub(super) fn sent_twice(context: &mut Context<'_, '_>) {
    let Some(endpoints) = context.document.endpoints.get() else { return };
    let Slot::Given(url) = &endpoints.authorization else { return };
    let Some((_, query)) = url.value.text.split_once('?') else { return };
    for name in query.split('&').map(|pair| pair.split('=').next().unwrap_or(pair)) {
        let mut browsers = context.grants.iter().filter(|grant| grant.kind.has_browser());
        let Some(grant) = browsers.find(|grant| takes_away(context, grant, name)) else { continue };
        let instead = if is_standard(context, grant, name) {
            format!(
                "; a value of its own goes into `authorization_request = {{ parameters = {{ {name} = \"…\" }} }}`"
            )
        } else {
            String::new()
        };
        context
            .errors
            .add(url.span, format!("{} would be sent twice", quote(name)))
            .label("in this URL")
            .related(grant.name.span, "and by this grant")
            .help(format!("leave it out of the URL{instead}"));
    }
}

/// Whether the browser is sent to `endpoints.authorization` with that parameter by a grant.
fn takes_away(context: &Context<'_, '_>, grant: &Grant<'_>, name: &str) -> bool {
    let request = grant.authorization_request.get();
    if request.is_some_and(|request| !request.endpoint.is_missing()) {
        return false;
    }
    let added = request.into_iter().flat_map(|request| &request.parameters);
    let offline = grant.offline.get().into_iter().flat_map(|offline| &offline.parameters);
    added.chain(offline).any(|parameter| parameter.name.value == name)
        || is_standard(context, grant, name)
        || is_from_a_key(context, grant, name)
}

/// Whether the standard request has it, unless the file leaves it out.
fn is_standard(context: &Context<'_, '_>, grant: &Grant<'_>, name: &str) -> bool {
    let standard = match grant.kind {
        GrantKind::Implicit => implicit(grant),
        _ => AuthorizationRequest::CODE,
    };
    let is_omitted = |standard: &str| {
        let mut omitted = grant.authorization_request.get().into_iter().flat_map(|it| &it.omit);
        omitted.any(|omitted| is_named(context, omitted.value, standard))
    };
    let is_pkce = |name: &str| matches!(name, "code_challenge" | "code_challenge_method");
    standard.parameters.iter().any(|parameter| {
        let standard = parameter.name;
        wire(context, standard) == name
            && !is_omitted(standard)
            && (!is_pkce(standard) || surely_has_pkce(grant))
    })
}

/// Whether it is sent because a key or a table of the file says so.
fn is_from_a_key(context: &Context<'_, '_>, grant: &Grant<'_>, name: &str) -> bool {
    let document = context.document;
    let gives_access = !grant.response_type.is_broken()
        && grant.response_type.or(ResponseType::Token) != ResponseType::IdToken;
    let is_code = grant.kind == GrantKind::AuthorizationCode;
    match name {
        "response_mode" => grant.response_mode.get().is_some(),
        "resource" => gives_access && grant.resource.or(false),
        "authorization_details" => {
            gives_access && document.authorization_details.get().is_some_and(|it| !it.is_empty())
        }
        "dpop_jkt" => {
            let dpop = document.client.get().and_then(|client| client.dpop.get());
            is_code && dpop.is_some_and(|dpop| dpop.code_binding.or(true))
        }
        own => is_code && reach::sent_by_themselves(document, grant).contains(&own),
    }
}
