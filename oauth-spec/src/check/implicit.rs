//! `[grants.implicit]` that gives an ID token: what that needs of the rest of the file.

use super::Context;
use crate::ResponseType;
use crate::raw::{GrantKind, Node};
use crate::span::{Given, Slot};

/// ```toml
/// [grants.implicit]
/// response_type = "id_token"
/// # … and no `[id_token]`, or `nonce = "not_returned"` there
/// ```
pub(super) fn identity(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::Implicit) else { return };
    let Slot::Given(Given { span, value, .. }) = &grant.response_type else { return };
    if *value == ResponseType::Token {
        return;
    }
    let document = context.document;
    if document.id_token.is_missing() {
        context
            .error(*span, "an ID token that nobody verifies")
            .label("there is no `[id_token]`, which says who issues them")
            .help("add\n\n[id_token]");
    }
    if let Some(id_token) = document.id_token.get()
        && let Slot::Given(nonce) = &id_token.nonce
        && !nonce.value
    {
        context
            .error(nonce.span, "an ID token that may be somebody else's")
            .label("one from the browser must repeat the `nonce` (OpenID Connect Core, 3.2.2.11)")
            .related(*span, "it comes through the browser")
            .help("leave it out");
    }
}

/// ```toml
/// [grants.implicit]
/// response_type = "id_token"
/// renew         = "refresh_token"
/// resource      = true
/// ```
pub(super) fn opens_nothing(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::Implicit) else { return };
    let Slot::Given(given) = &grant.response_type else { return };
    if given.value != ResponseType::IdToken {
        return;
    }
    let renew = grant.renew.given().map(|renew| (renew.key, "a renewal of nothing"));
    let resource = grant.resource.given().map(|resource| (resource.key, "a resource for nothing"));
    for (key, message) in renew.into_iter().chain(resource) {
        context
            .error(key, message)
            .label("is about access tokens")
            .related(given.span, "and none comes")
            .help("leave it out");
    }
}

/// ```toml
/// [grants.implicit]
/// authorization_request = { parameters = { response_type = "id_token" } }
/// ```
pub(super) fn said_elsewhere(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::Implicit) else { return };
    if grant.response_type.is_broken() {
        return;
    }
    let request = grant.authorization_request.get();
    let own = request.into_iter().flat_map(|request| &request.parameters);
    for parameter in own.filter(|parameter| parameter.name.value == "response_type") {
        let Node::Text(text) = &parameter.value.node else { continue };
        if text.text.trim() == ResponseType::IdToken.name() && !grant.gives_no_access() {
            context
                .error(text.span, "no access token would come, and one is waited for")
                .label("asks for an ID token alone")
                .help("write `response_type = \"id_token\"` in `[grants.implicit]` instead");
        }
    }
}
