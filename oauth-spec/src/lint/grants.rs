//! Grants, and ways of them, that the best current practice advises against.

use super::Context;
use crate::lints::{IMPLICIT_GRANT, NO_PKCE, PASSWORD_GRANT, PLAIN_PKCE};
use crate::raw::GrantKind;
use crate::span::Span;
use crate::{Challenge, ResponseMode, Source};

/// ```toml
/// [grants.implicit]
/// ```
pub(super) fn implicit(context: &mut Context<'_, '_>) {
    let Some(span) = declared(context, GrantKind::Implicit) else { return };
    let Some(grant) = context.provider.spec.grants.implicit else { return };
    let is_posted = grant.response_mode.is_some_and(ResponseMode::is_posted);
    if grant.gives_access() {
        context
            .warn(&IMPLICIT_GRANT, span, "the implicit grant")
            .label(if is_posted {
                "gives tokens through the browser"
            } else {
                "gives tokens in URLs"
            })
            .help("offer `[grants.authorization_code]` instead, if the provider has it");
    } else if !is_posted {
        // Nothing can be opened with it, and it says who the user is.
        context
            .warn(&IMPLICIT_GRANT, span, "the implicit grant")
            .label("gives ID tokens in URLs")
            .help(
                "add `response_mode = \"form_post\"`, if the provider has it, or offer \
                 `[grants.authorization_code]` instead",
            );
    }
}

/// ```toml
/// authorization_request = { parameters = { response_type = "code token" } }
/// ```
pub(super) fn hybrid(context: &mut Context<'_, '_>) {
    let Some((kinds, span)) = response_type(context) else { return };
    if kinds.split(' ').any(|kind| kind == "token") {
        context
            .warn(&IMPLICIT_GRANT, span, "an access token beside the code")
            .label("comes through the browser, and nobody uses it")
            .help("leave `token` out: the exchange of the code gives one");
    }
}

/// What the file itself asks for with a code, and where it says so.
pub(super) fn response_type(context: &Context<'_, '_>) -> Option<(&'static str, Span)> {
    let key = "response_type";
    let path = ["grants", "authorization_code", "authorization_request", "parameters", key];
    let span = context.at(&path)?.span;
    let grant = context.provider.spec.grants.authorization_code?;
    let sent = grant.authorization.parameters.iter().find(|parameter| parameter.name == key)?;
    Some((sent.value.as_text()?, span))
}

/// ```toml
/// [grants.password]
/// ```
pub(super) fn password(context: &mut Context<'_, '_>) {
    let Some(span) = declared(context, GrantKind::Password) else { return };
    context
        .warn(&PASSWORD_GRANT, span, "the password grant")
        .label("takes the user's password")
        .help("offer `[grants.authorization_code]` instead, if the provider has it");
}

/// ```toml
/// pkce = "none"
/// ```
pub(super) fn pkce(context: &mut Context<'_, '_>) {
    let Some(grant) = context.provider.spec.grants.authorization_code else { return };
    let path = ["grants", "authorization_code"];
    let key = ["grants", "authorization_code", "pkce"];
    let Some(entry) = context.at(&key).or_else(|| context.at(&path)) else { return };
    let span = if entry.path.len() == key.len() { entry.span } else { entry.key };
    if !grant.authorization.sends(Source::CodeChallenge) {
        context
            .warn(&NO_PKCE, span, "authorizations without PKCE")
            .label("a stolen code can be exchanged by anyone")
            .help(
                "a server that does not know PKCE ignores it (RFC 7636, 5): remove the line, unless this \
                one refuses it",
            );
        return;
    }
    if grant.confidential.is_some() {
        context
            .warn(&NO_PKCE, span, "authorizations of clients with a secret without PKCE")
            .label("who injects a stolen code is not noticed")
            .help("write `pkce = \"S256\"`, unless the provider refuses it from clients with a secret");
    }
    if grant.challenge == Challenge::Plain {
        context
            .warn(&PLAIN_PKCE, span, "the code challenge is the verifier itself")
            .label("whoever sees the authorization request knows the verifier")
            .help("write `pkce = \"S256\"`, if the provider takes it");
    }
}

fn declared(context: &Context<'_, '_>, kind: GrantKind) -> Option<Span> {
    let grants = context.document.grants.get()?;
    grants.iter().find(|grant| grant.kind == kind).map(|grant| grant.name.span)
}
