//! Credentials of the client beside a parameter of the same name, to which they would give way.

use super::Context;
use super::clients::{method, of_client, of_grant, of_request, sends, standard as standard_way};
use super::url_query::{kept, of_token_request};
use crate::raw::GrantKind;
use crate::reach;
use crate::report::quote;
use crate::span::{Span, Spanned};
use crate::{CallAuthentication, TokenOperation, TokenRequest};

/// A request in which the client authenticates.
struct Asked<'d> {
    ways: Vec<Spanned<&'d str>>,
    /// What makes it, and how messages call that.
    by: (Span, &'static str),
    /// What it has by itself, under the names that are sent.
    names: Vec<&'d str>,
}

/// ```toml
/// [client]
/// authentication = "own"
/// [client.methods.own]
/// parameters = { username = "{client_id}" }
/// [grants.password]
/// ```
pub(super) fn give_way(context: &mut Context<'_, '_>) {
    let mut all = of_grants(context);
    all.extend(before_grants(context));
    all.extend(about_tokens(context));
    for Asked { ways, by: (by, who), names } in all {
        let own = ways.iter().filter_map(|way| method(context, way.value));
        let own = own.flat_map(|own| &own.parameters).map(|parameter| parameter.name);
        for name in own.filter(|name| names.contains(&name.value)).collect::<Vec<_>>() {
            // One that several requests have is one mistake.
            if context.errors.has(name.span) {
                continue;
            }
            context
                .errors
                .add(name.span, format!("{} would be sent twice", quote(name.value)))
                .label("by the client, to authenticate")
                .related(by, format!("and by this {who} itself"))
                .help("one of them needs another name: the credentials would not be sent");
        }
    }
}

/// ```toml
/// [parameter_names]
/// client_id = "app_id"
/// [grants.app.parameters.app_id]
/// ```
pub(super) fn under_other_names(context: &mut Context<'_, '_>) {
    for grant in context.grants.iter().filter(|grant| grant.kind.asks_token_endpoint()) {
        let Some(ways) = of_grant(context, grant) else { continue };
        let alone = reach::sent_by_themselves(context.document, grant);
        for own in grant.parameters.iter().map(|own| own.name) {
            let is_sent = |way: &&Spanned<&str>| {
                standard_way(way.value).is_some() && sends(context, way.value, own.value)
            };
            let Some(way) = ways.iter().find(is_sent) else { continue };
            // A grant's own in an authorization request stands beside no credentials.
            if !alone.contains(&own.value)
                || grant.kind.has_browser()
                || context.errors.has(own.span)
            {
                continue;
            }
            context
                .errors
                .add(own.span, format!("{} would be sent twice", quote(own.value)))
                .label("by the grant, under its own name")
                .related(way.span, "and by this")
                .help(
                    "choose another name, or write `request = { authentication = false }`: the credentials \
                     would not be sent",
                );
        }
    }
}

/// Token requests.
fn of_grants<'d>(context: &Context<'d, '_>) -> Vec<Asked<'d>> {
    let mut all = Vec::new();
    for grant in context.grants.iter().filter(|grant| grant.kind.asks_token_endpoint()) {
        let Some(mut names) = of_token_request(context, grant) else { continue };
        let Some(ways) = of_grant(context, grant) else { continue };
        // What the request replaces is told of the request.
        let own = grant.request.get().map_or(&[][..], |request| &request.parameters);
        names.retain(|name| !own.iter().any(|own| own.name.value == *name));
        all.push(Asked { ways, by: (grant.name.span, "grant"), names });
    }
    all
}

/// What is asked before the token is: devices, and CIBA.
fn before_grants<'d>(context: &Context<'d, '_>) -> Vec<Asked<'d>> {
    let mut all = Vec::new();
    for grant in context.grants {
        let standard = match grant.kind {
            GrantKind::DeviceCode => TokenRequest::DEVICE_AUTHORIZATION,
            GrantKind::Ciba => TokenRequest::BACKCHANNEL_AUTHENTICATION,
            _ => continue,
        };
        let request = grant.first_request.get();
        let ways = match request {
            Some(request) if request.unclear => None,
            Some(request) => of_request(context, request),
            None => of_client(context).map(<[_]>::to_vec),
        };
        let Some(ways) = ways.filter(|_| !grant.broken && !grant.first_request.is_broken()) else {
            continue;
        };
        let standard = standard.parameters.iter().map(|parameter| parameter.name);
        let mut names = kept(context, standard, request);
        let own = request.map_or(&[][..], |request| &request.parameters);
        names.retain(|name| !own.iter().any(|own| own.name.value == *name));
        all.push(Asked { ways, by: (grant.name.span, "grant"), names });
    }
    all
}

/// Revocations and introspections, with a table of their own or without.
fn about_tokens<'d>(context: &Context<'d, '_>) -> Vec<Asked<'d>> {
    let document = context.document;
    let Some(endpoints) = document.endpoints.get() else { return Vec::new() };
    let Some(ways) = of_client(context) else { return Vec::new() };
    let mut all = Vec::new();
    for (operation, url) in [
        (&document.revocation, &endpoints.revocation),
        (&document.introspection, &endpoints.introspection),
    ] {
        let (Some(url), false) = (url.given(), operation.is_broken()) else { continue };
        let written = operation.get();
        let is_other = written.is_some_and(|written| {
            let who = &written.authentication;
            let is_client = who.or(CallAuthentication::Client) == CallAuthentication::Client;
            written.request.unclear || who.is_broken() || !is_client
        });
        if is_other {
            continue;
        }
        let request = written.map(|written| &written.request);
        let standard = TokenOperation::STANDARD.parameters.iter().map(|parameter| parameter.name);
        let mut names = kept(context, standard, request);
        let own = request.map_or(&[][..], |request| &request.parameters);
        names.extend(own.iter().map(|own| own.name.value));
        let by = operation.given().map_or(url.key, |written| written.key);
        all.push(Asked { ways: ways.to_vec(), by: (by, "request"), names });
    }
    all
}
