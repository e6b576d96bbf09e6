//! How the answer to an authorization request comes back.

use super::Context;
use crate::CallbackFormat;
use crate::raw::{GrantKind, StateUsage};
use crate::span::Slot;

/// ```toml
/// [grants.authorization_code]
/// response_mode = "jwt"
/// # … and no `endpoints.issuer`, or no `endpoints.jwks`
/// ```
pub(super) fn signed(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let mode = match &grant.response_mode {
        Slot::Given(mode) if mode.value.is_signed() => mode,
        Slot::Broken => return,
        _ => {
            if let Slot::Given(algorithms) = &grant.response_algorithms {
                context
                    .error(algorithms.key, "algorithms of answers that nobody signs")
                    .label("`response_mode` is none of the signed ones")
                    .help("add `response_mode = \"jwt\"`, or leave it out");
            }
            return;
        }
    };
    if !context.states(|endpoints| endpoints.issuer.is_missing()) {
        context
            .error(mode.span, "an answer that anybody may have signed")
            .label("there is no `endpoints.issuer`")
            .help("add `issuer = \"https://…\"` to `[endpoints]` (JARM, 2.4)");
    }
    let has_public = match &grant.response_algorithms {
        Slot::Missing => true,
        Slot::Broken => false,
        Slot::Given(list) => list.value.iter().any(|it| !it.value.has_shared_key()),
    };
    if has_public && !context.names(|endpoints| endpoints.jwks.is_missing()) {
        context
            .error(mode.span, "a public key that is nowhere")
            .label("signed with a key of `endpoints.jwks`, which is missing")
            .help("add `jwks = \"https://…\"` to `[endpoints]`");
    }
    if let Slot::Given(list) = &grant.response_algorithms
        && list.value.is_empty()
    {
        context
            .error(list.span, "no answer would be taken")
            .label("empty")
            .help("write `[\"RS256\"]`, or leave it out");
    }
}

/// ```toml
/// [grants.authorization_code]
/// response_mode = "fragment"
/// [callback]
/// format = "json"
/// ```
pub(super) fn posted(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let (Slot::Given(mode), Some(callback)) =
        (&grant.response_mode, context.document.callback.get())
    else {
        return;
    };
    if let Slot::Given(format) = &callback.reply.format
        && format.value == CallbackFormat::Json
    {
        context
            .errors
            .add(mode.span, "an answer that comes in two ways")
            .label("through the browser")
            .related(format.span, "posted by the provider")
            .help("leave one of them out");
    }
}

/// ```toml
/// [grants.authorization_code]
/// response_mode = "jwt"
/// [callback]
/// state = { use = "provider_initiated" }
/// ```
pub(super) fn unasked(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let (Slot::Given(mode), Some(callback)) =
        (&grant.response_mode, context.document.callback.get())
    else {
        return;
    };
    if let Slot::Given(state) = &callback.reply.state
        && matches!(state.value.usage, StateUsage::ProviderInitiated)
        && mode.value.is_signed()
    {
        context
            .errors
            .add(mode.span, "signed answers, and callbacks that answer nothing")
            .label("the request asks for it")
            .related(state.span, "nobody has asked for these")
            .help("leave one of them out");
    }
}

/// ```toml
/// [grants.authorization_code]
/// response_mode = "form_post"
/// authorization_request = { parameters = { response_mode = "query" } }
/// ```
pub(super) fn said_twice(context: &mut Context<'_, '_>) {
    for grant in context.grants {
        let (Slot::Given(mode), Some(request)) =
            (&grant.response_mode, grant.authorization_request.get())
        else {
            continue;
        };
        for own in request.parameters.iter().filter(|own| own.name.value == "response_mode") {
            context
                .errors
                .add(own.name.span, "`response_mode` is said twice")
                .label("only sent, and not how the answer is read")
                .related(mode.key, "sent, and how the answer is read")
                .help("leave it out of `parameters`");
        }
    }
}
