//! The queries of addresses: what stands there is not sent once more.

mod client;

use std::collections::BTreeSet;

use super::requests::{implicit, is_named, standard, surely_has_pkce, wire};
use super::variants::is_for;
use super::{Context, clients};
use crate::raw::{Grant, GrantKind, Parameter, Request};
use crate::reach;
use crate::report::quote;
use crate::span::{Given, Slot, Span, Spanned};
use crate::template::Template;
use crate::{AuthorizationRequest, ResponseType};

/// A request, as far as it is written into the query of its address.
struct Sent<'d> {
    url: &'d Given<Template<'d>>,
    /// What makes it, and how messages call that.
    by: (Span, &'static str),
    /// Parameters of the standard, under the names that they have here.
    standard: Vec<&'d str>,
    /// The table in which those get other values.
    table: Option<&'static str>,
    /// Other parameters.
    own: Vec<&'d str>,
    /// How the client authenticates in it.
    ways: Vec<Spanned<&'d str>>,
}

/// ```toml
/// [endpoints]
/// authorization = "https://acme.example/authorize?response_type=code"
/// ```
pub(super) fn sent_twice(context: &mut Context<'_, '_>) {
    let mut all = browsers(context);
    all.extend(consents(context));
    all.extend(client::token_requests(context));
    all.extend(client::first_requests(context));
    all.extend(client::about_tokens(context));
    all.extend(client::calls(context));
    let mut said = BTreeSet::new();
    for Sent { url, by: (by, who), standard, table, own, ways } in all {
        let Some((_, query)) = url.value.text.split_once('?') else { continue };
        let query = query.split('#').next().unwrap_or(query);
        for name in query.split('&').map(|pair| pair.split('=').next().unwrap_or(pair)) {
            let is_standard = standard.contains(&name);
            let is_sent = is_standard
                || own.contains(&name)
                || ways.iter().any(|way| clients::sends(context, way.value, name));
            // One that several send is one mistake.
            if !is_sent || !said.insert((url.span, name)) {
                continue;
            }
            // One `state` for all is refused there, too.
            let is_fresh = wire(context, "state") == name;
            let instead = match table.filter(|_| is_standard && !is_fresh) {
                Some(table) => format!(
                    "; a value of its own goes into `{table} = {{ parameters = {{ {name} = \"…\" }} }}`"
                ),
                None => String::new(),
            };
            context
                .errors
                .add(url.span, format!("{} would be sent twice", quote(name)))
                .label("in this URL")
                .related(by, format!("and by this {who}"))
                .help(format!("leave it out of the URL{instead}"));
        }
    }
}

/// Authorization requests: what the file says of them, and every variant.
fn browsers<'d>(context: &Context<'d, '_>) -> Vec<Sent<'d>> {
    let document = context.document;
    let mut all = Vec::new();
    for grant in context.grants.iter().filter(|grant| grant.kind.has_browser()) {
        let request = grant.authorization_request.get();
        let own = request.map(|request| &request.endpoint).filter(|own| !own.is_missing());
        let first =
            own.or_else(|| document.endpoints.get().map(|endpoints| &endpoints.authorization));
        let variants = document.variants.iter().filter(|variant| is_for(variant, grant));
        let urls = first.into_iter().chain(variants.map(|variant| &variant.authorization_endpoint));
        let mut own = names(request.map_or(&[], |request| &request.parameters));
        own.append(&mut names(grant.offline_parameters()));
        own.extend(from_keys(context, grant));
        for url in urls.filter_map(Slot::given) {
            all.push(Sent {
                url,
                by: (grant.name.span, "grant"),
                standard: of_browser(context, grant),
                table: Some("authorization_request"),
                own: own.clone(),
                ways: Vec::new(),
            });
        }
    }
    all
}

fn names<'t>(parameters: &[Parameter<'t>]) -> Vec<&'t str> {
    parameters.iter().map(|parameter| parameter.name.value).collect()
}

/// What the standard authorization request has, less what the file leaves out.
pub(super) fn of_browser<'d>(context: &Context<'d, '_>, grant: &'d Grant<'_>) -> Vec<&'d str> {
    let standard = match grant.kind {
        GrantKind::Implicit => implicit(grant),
        _ => AuthorizationRequest::CODE,
    };
    let has_pkce = surely_has_pkce(grant);
    let is_pkce = |name: &str| matches!(name, "code_challenge" | "code_challenge_method");
    let standard = standard.parameters.iter().map(|parameter| parameter.name);
    kept(
        context,
        standard.filter(|name| has_pkce || !is_pkce(name)),
        grant.authorization_request.get(),
    )
}

/// What the standard token request of a grant has, less what the file leaves out and what the grant's own parameters
/// stand for; nothing where something about it is wrong.
pub(super) fn of_token_request<'d>(
    context: &Context<'d, '_>,
    grant: &'d Grant<'_>,
) -> Option<Vec<&'d str>> {
    let request = grant.request.get();
    let is_unclear = request.is_some_and(|request| request.unclear);
    if grant.broken || grant.request.is_broken() || grant.pkce.is_broken() || is_unclear {
        return None;
    }
    let alone = reach::sent_by_themselves(context.document, grant);
    let is_used = |name: &&str| {
        grant.parameters.iter().any(|own| own.name.value == *name) && !alone.contains(name)
    };
    let standard = standard(context, grant).parameters.into_iter();
    Some(kept(context, standard.filter(|name| !is_used(name)), request))
}

/// Those parameters of the standard that a request does not leave out, under their names here.
pub(super) fn kept<'d>(
    context: &Context<'d, '_>,
    standard: impl Iterator<Item = &'d str>,
    request: Option<&Request<'_>>,
) -> Vec<&'d str> {
    let is_omitted = |standard: &str| {
        let mut omitted = request.into_iter().flat_map(Request::omitted);
        omitted.any(|omitted| is_named(context, omitted.value, standard))
    };
    standard.filter(|name| !is_omitted(name)).map(|name| wire(context, name)).collect()
}

/// What an authorization request has because a key or a table of the file says so.
pub(super) fn from_keys<'d>(context: &Context<'d, '_>, grant: &'d Grant<'_>) -> Vec<&'d str> {
    let document = context.document;
    let gives_access = !grant.response_type.is_broken()
        && grant.response_type.or(ResponseType::Token) != ResponseType::IdToken;
    let is_code = grant.kind == GrantKind::AuthorizationCode;
    let details = document.authorization_details.get();
    let dpop = document.client.get().and_then(|client| client.dpop.get());
    let mut names = Vec::new();
    for (name, is_sent) in [
        ("response_mode", grant.response_mode.get().is_some()),
        ("resource", gives_access && grant.resource.or(false)),
        ("authorization_details", gives_access && details.is_some_and(|it| !it.is_empty())),
        ("dpop_jkt", is_code && dpop.is_some_and(|dpop| dpop.code_binding.or(true))),
    ] {
        names.extend(is_sent.then_some(name));
    }
    if is_code {
        names.extend(reach::sent_by_themselves(document, grant));
    }
    names
}

/// ```toml
/// [consents.admin]
/// endpoint = "https://acme.example/consent?state=1"
/// ```
fn consents<'d>(context: &Context<'d, '_>) -> Vec<Sent<'d>> {
    let mut all = Vec::new();
    for consent in context.document.consents.items() {
        let Slot::Given(url) = &consent.endpoint else { continue };
        let own = match &consent.parameters {
            Slot::Given(own) => names(&own.value),
            Slot::Missing => {
                kept(context, ["client_id", "redirect_uri", "state"].into_iter(), None)
            }
            Slot::Broken => continue,
        };
        let by = (consent.name.span, "page");
        all.push(Sent { url, by, standard: Vec::new(), table: None, own, ways: Vec::new() });
    }
    all
}
