//! `[callback]`: where the standard parameters are, no two in one place.

use super::Context;
use super::requests::is_named;
use crate::CallbackFormat;
use crate::raw::{Field, Grant, GrantKind, Parameter, Request, StateUsage};
use crate::report::quote;
use crate::span::{Slot, Span, Spanned};

/// ```toml
/// [callback]
/// code = "state"
/// ```
pub(super) fn names(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let reply = &callback.reply;
    let mut taken: Vec<(Spanned<&str>, &str)> = Vec::new();
    let mut name = |value, span, what| taken.push((Spanned { value, span }, what));
    if let Slot::Given(code) = &reply.code {
        name(code.value, code.span, "the code");
    }
    if let Slot::Given(state) = &reply.state
        && let Some(written) = state.value.name
    {
        name(written.value, written.span, "the state");
    }
    let lists = [(&reply.error, "the error"), (&reply.error_description, "the description")];
    for (list, what) in lists {
        for given in list.items() {
            name(given.value, given.span, what);
        }
    }
    // A field where the code or the state is has a message of its own (`fields::reserved_paths`).
    let code = reply.code.or("code");
    let state = reply.state.get().and_then(|state| state.name).map_or("state", |name| name.value);
    let is_free = |path: &&Spanned<&str>| ![code, state].contains(&path.value);
    let paths = callback.fields.iter().flat_map(Field::paths);
    let fields: Vec<_> = paths.filter(is_free).map(|path| (*path, "a field")).collect();
    let mut seen: Vec<(Spanned<&str>, &str)> = Vec::new();
    for (name, what) in taken.into_iter().chain(fields) {
        let first = seen.iter().find(|(first, _)| first.value == name.value);
        match first {
            Some((first, other)) => {
                let (first, other) = (first.span, *other);
                context
                    .error(name.span, format!("{} is two things", quote(name.value)))
                    .label(what)
                    .related(first, other)
                    .help("write the name that this provider uses for each");
            }
            None => seen.push((name, what)),
        }
    }
}

/// ```toml
/// [grants.implicit]
/// [callback]
/// state = { use = "provider_initiated" }
/// ```
pub(super) fn state(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Slot::Given(state) = &callback.reply.state else { return };
    if !context.knows_grants() || context.grant(GrantKind::AuthorizationCode).is_some() {
        return;
    }
    let what = match state.value.usage {
        StateUsage::Required => return,
        StateUsage::ProviderInitiated => "an authorization that the provider starts brings a code",
        StateUsage::RedirectUri => "a state in the redirect URI comes back with a code",
    };
    without_code(context, state.span, what);
}

/// ```toml
/// [callback]
/// state = { use = "redirect_uri" }
/// # … and the authorization request, or a consent, has a `state` too
/// ```
pub(super) fn state_twice(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Slot::Given(state) = &callback.reply.state else { return };
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    if !matches!(state.value.usage, StateUsage::RedirectUri)
        || context.document.parameter_names.is_broken()
    {
        return;
    }
    let carried = state.value.name.map_or("state", |name| name.value);
    let request = match &grant.authorization_request {
        Slot::Broken => None,
        Slot::Missing => Some((true, true, grant.name.span, OMIT)),
        Slot::Given(request) => {
            let own = |name| holder(&request.value.parameters, name);
            let (written, help) = match own("state") {
                Some(own) => (own.name.span, "leave the parameter out"),
                None => (request.key, OMIT),
            };
            let sends = |name| own(name).is_some() || has_standard(context, &request.value, name);
            Some((sends("redirect_uri"), sends("state"), written, help))
        }
    };
    if let Some((true, true, place, help)) = request {
        let span = state.span;
        context
            .error(span, "the state would be sent twice")
            .label(format!("in the redirect URI, as {}", quote(carried)))
            .related(place, "and as a parameter of the request")
            .help(help);
    }
    for consent in context.document.consents.items() {
        let place = match &consent.parameters {
            Slot::Broken => continue,
            Slot::Missing => consent.name.span,
            Slot::Given(own) => {
                let [uri, state] = ["redirect_uri", "state"].map(|name| holder(&own.value, name));
                let (Some(_), Some(state)) = (uri, state) else { continue };
                state.name.span
            }
        };
        context
            .errors
            .add(place, "the state would be sent twice")
            .label("as a parameter")
            .related(state.span, format!("and in the redirect URI, as {}", quote(carried)))
            .help("leave one of them out: `parameters = { client_id = \"{client_id}\", redirect_uri = \"{redirect_uri}\" }`");
    }
}

/// How the standard parameter is left out.
const OMIT: &str = "leave the parameter out: `authorization_request = { omit = [\"state\"] }` in \
    `[grants.authorization_code]`";

/// The parameter that is the value of that name and nothing else.
fn holder<'p, 't>(parameters: &'p [Parameter<'t>], name: &str) -> Option<&'p Parameter<'t>> {
    parameters.iter().find(|own| own.value.whole().is_some_and(|hole| hole.name == name))
}

/// Whether a request has that parameter of the standard, neither left out nor replaced.
fn has_standard(context: &Context<'_, '_>, request: &Request<'_>, name: &str) -> bool {
    let replaced = request.parameters.iter().map(|own| own.name);
    !request.omitted().chain(replaced).any(|it| is_named(context, it.value, name))
}

/// ```toml
/// [parameter_names]
/// state = "st"
/// # … and no `state` in `[callback]`
/// ```
pub(super) fn state_renamed(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(names) = document.parameter_names.get() else { return };
    let Some(own) = names.own("state").filter(|own| own.value != "state") else { return };
    let is_said = match &document.callback {
        Slot::Given(callback) => !callback.value.reply.state.is_missing(),
        Slot::Missing => context.is_misspelt("callback"),
        Slot::Broken => true,
    };
    let sends = |grant: &Grant<'_>| {
        let request = grant.authorization_request.get();
        let mut omit = request.into_iter().flat_map(|request| &request.omit);
        grant.kind.has_browser()
            && !grant.authorization_request.is_broken()
            && !omit.any(|name| ["state", own.value].contains(&name.value))
    };
    if is_said || !context.knows_grants() || !context.grants.iter().any(sends) {
        return;
    }
    let name = own.value.escape_debug();
    context
        .error(own.span, "a `state` that is sent under one name and expected under another")
        .label("only requests have it; callbacks are looked through for `state`")
        .help(format!(
            "say how it comes back:\n\n[callback]\nstate = \"{name}\"\n\nor `state = \"state\"`, if it does so"
        ));
}

/// ```toml
/// [grants.implicit]
/// [callback]
/// format = "json"
/// ```
pub(super) fn format(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Slot::Given(format) = &callback.reply.format else { return };
    if format.value != CallbackFormat::Json {
        return;
    }
    if context.knows_grants() && context.grant(GrantKind::AuthorizationCode).is_none() {
        without_code(context, format.span, "a callback that the provider posts brings a code");
    }
    if let Slot::Given(repeated) = &callback.repeated_parameters {
        context
            .error(repeated.key, "a JSON document has no parameters that come twice")
            .label("nothing would look at this")
            .related(format.span, "the callback is JSON")
            .help("leave it out");
    }
}

fn without_code(context: &mut Context<'_, '_>, span: Span, what: &str) {
    context
        .error(span, format!("{what}, and there is no grant for it"))
        .label("`[grants.authorization_code]` is missing")
        .help("leave it out, or add\n\n[grants.authorization_code]");
}
