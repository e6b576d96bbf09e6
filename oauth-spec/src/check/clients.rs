//! `[client]` and `authentication` of requests: ways that exist, and nothing that is sent twice.

use super::requests::wire;
use super::variants::written_in;
use super::{Context, all_different};
use crate::raw::{ClientMethod, Grant, Request};
use crate::report::quote;
use crate::span::{Slot, Spanned};
use crate::suggest;
use crate::template::Hole;
use crate::{ClientAuthentication, ParametersIn};

/// ```toml
/// [client]
/// authentication = ["none", "none", "beerer"]
/// ```
pub(super) fn ways(context: &mut Context<'_, '_>) {
    let document = context.document;
    if let Some(ways) = document.client.get().and_then(|client| client.authentication.get()) {
        all_different(ways, "way to authenticate", context.errors);
    }
    for way in document.ways() {
        if standard(way.value).is_some() {
            continue;
        }
        context.used_names.insert(format!("methods.{}", way.value));
        let is_certain = !document.client.is_broken() && !context.is_misspelt("client");
        if method(context, way.value).is_some() || !is_certain {
            continue;
        }
        let methods = context.document.methods().iter().map(|method| method.name.value);
        let words = ClientAuthentication::ALL.iter().map(|(word, _)| *word).chain(methods);
        if let Some(near) = suggest::nearest(way.value, words.clone()) {
            context.used_names.insert(format!("methods.{near}"));
        }
        let help = suggest::help(way.value, words, "ways");
        context
            .error(way.span, format!("unknown value {}", quote(way.value)))
            .label("neither a word of the language nor one of `[client.methods]`")
            .help(help);
    }
}

/// ```toml
/// [client.methods.none]
/// [client.methods.bearer]
/// # … and nothing that uses it
/// ```
pub(super) fn methods_unused(context: &mut Context<'_, '_>) {
    // What uses it may be under another name.
    let certain = !context.is_misspelt("client")
        && !context.document.client.get().is_some_and(|client| client.authentication.is_broken());
    for method in context.document.methods() {
        let name = method.name;
        if standard(name.value).is_some() {
            context
                .error(name.span, format!("{} means something already", quote(name.value)))
                .label("a word of the language")
                .help("choose another name");
        } else if certain && !context.used_names.contains(&format!("methods.{}", name.value)) {
            context
                .error(
                    name.span,
                    format!("the way to authenticate {} is not used", quote(name.value)),
                )
                .label("no `authentication` names it")
                .help(format!("write `authentication = \"{}\"`, or remove it", name.value));
        }
    }
}

/// The one of `[client.methods]`.
pub(super) fn method<'d, 't>(
    context: &Context<'d, 't>,
    name: &str,
) -> Option<&'d ClientMethod<'t>> {
    context.document.methods().iter().find(|method| method.name.value == name)
}

/// A word of the language.
pub(super) fn standard(name: &str) -> Option<ClientAuthentication> {
    ClientAuthentication::ALL.iter().find(|(word, _)| *word == name).map(|(_, way)| *way)
}

/// How the client authenticates where a file says so; nothing where that is wrong or left out.
pub(super) fn of_client<'d, 't>(context: &Context<'d, 't>) -> Option<&'d [Spanned<&'t str>]> {
    context.document.client.get()?.authentication.get().map(Vec::as_slice)
}

/// The way that a request names; none for `false`.
fn named<'t>(slot: &Slot<Option<&'t str>>) -> Vec<Spanned<&'t str>> {
    let way = slot.given().and_then(|way| Some(Spanned { value: way.value?, span: way.span }));
    way.into_iter().collect()
}

/// How the client authenticates in the request of a grant.
pub(super) fn of_grant<'t>(
    context: &Context<'_, 't>,
    grant: &Grant<'t>,
) -> Option<Vec<Spanned<&'t str>>> {
    for request in [&grant.request, &context.document.token_request] {
        match request {
            Slot::Broken => return None,
            Slot::Missing => {}
            Slot::Given(request) => match &request.value.authentication {
                Slot::Broken => return None,
                Slot::Missing => {}
                Slot::Given(_) => return Some(named(&request.value.authentication)),
            },
        }
    }
    of_client(context).map(<[_]>::to_vec)
}

/// ```toml
/// [client]
/// authentication = "client_secret_post"
/// [grants.password]
/// request = { parameters = { client_id = "{client_id}" } }
/// ```
pub(super) fn sent_twice(context: &mut Context<'_, '_>) {
    let requests = context.grants.iter().flat_map(|grant| {
        let device = grant.first_request.get();
        let in_query = written_in(context, grant) == Some(ParametersIn::Query);
        [
            (grant.request.get(), of_grant(context, grant), in_query),
            (device, device.and_then(|request| of_request(context, request)), false),
        ]
    });
    let requests: Vec<_> = requests.collect();
    for (request, ways, in_query) in requests {
        let (Some(request), Some(ways)) = (request, ways) else { continue };
        let query = request.query.iter().filter(|_| in_query);
        for name in request.parameters.iter().chain(query).map(|parameter| parameter.name) {
            let sends = |way: &&Spanned<&str>| sends(context, way.value, name.value);
            if let Some(way) = ways.iter().find(sends) {
                context
                    .error(name.span, format!("{} would be sent twice", quote(name.value)))
                    .label("added here")
                    .related(way.span, "sent by this")
                    .help("leave it out");
            }
        }
    }
}

/// Whether a client that authenticates in that way sends a parameter of that name.
pub(super) fn sends(context: &Context<'_, '_>, way: &str, name: &str) -> bool {
    let is = |written: &str| wire(context, written) == name;
    match standard(way) {
        Some(ClientAuthentication::ClientSecretPost) => is("client_id") || is("client_secret"),
        Some(
            ClientAuthentication::None
            | ClientAuthentication::TlsClientAuth
            | ClientAuthentication::SelfSignedTlsClientAuth,
        ) => is("client_id"),
        Some(way) if way.signs() => {
            let client = context.document.client.get();
            let written = client.and_then(|client| client.assertion.get());
            let sends_id = written.is_some_and(|written| written.client_id.or(false));
            matches!(name, "client_assertion" | "client_assertion_type")
                || sends_id && is("client_id")
        }
        Some(_) => false,
        None => method(context, way)
            .is_some_and(|method| method.parameters.iter().any(|own| own.name.value == name)),
    }
}

/// The ways of a request by itself, else those of the client.
pub(super) fn of_request<'t>(
    context: &Context<'_, 't>,
    request: &Request<'t>,
) -> Option<Vec<Spanned<&'t str>>> {
    if request.authentication.is_broken() {
        return None;
    }
    let own = request.authentication.given().map(|_| named(&request.authentication));
    own.or_else(|| of_client(context).map(<[_]>::to_vec))
}

/// Reports a key that is the client's secret, where clients have none.
pub(super) fn secret_of_nobody(context: &mut Context<'_, '_>, hole: Hole<'_>) {
    let Some(ways) = of_client(context) else { return };
    let none = |name| standard(name) == Some(ClientAuthentication::None);
    let Some(first) = ways.iter().find(|_| ways.iter().all(|way| none(way.value))) else { return };
    // Where it is used in several places, it is said once.
    if context.errors.has(hole.span) {
        return;
    }
    context
        .error(hole.span, "a signature whose key clients do not have")
        .label("the client's secret")
        .related(first.span, "clients have no secret")
        .help("write the key as a variable: `key = \"{signing_key}\"`");
}
