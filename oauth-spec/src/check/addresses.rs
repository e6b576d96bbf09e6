//! Every URL of a file, each with what is known when it is needed.

use super::Context;
use super::step::{Step, has_token};
use super::urls::{Address, url};
use crate::raw::{Grant, GrantKind};
use crate::report::quote;
use crate::span::Slot;
use crate::template::{Template, braced};

/// `[endpoints]`, and every other place that has an endpoint.
pub(super) fn all(context: &mut Context<'_, '_>) {
    let document = context.document;
    let own: Vec<Vec<&str>> = context.grants.iter().map(own_names).collect();
    let mut all: Vec<(&Slot<Template<'_>>, Address<'_>)> = Vec::new();
    if let Some(endpoints) = document.endpoints.get() {
        all.extend([
            (&endpoints.issuer, Address::BASE),
            (&endpoints.authorization, Address::BROWSER),
            (&endpoints.token, Address::AFTER_CALLBACK),
            (&endpoints.revocation, Address::OF_TOKEN),
            (&endpoints.introspection, Address::AFTER_TOKEN),
            (&endpoints.device_authorization, Address::ENDPOINT),
            (&endpoints.pushed_authorization_request, Address::ENDPOINT),
            (&endpoints.backchannel_authentication, Address::ENDPOINT),
            (&endpoints.registration, Address::ENDPOINT),
            (&endpoints.api, Address { is_base: true, ..Address::AFTER_TOKEN }),
            (&endpoints.jwks, Address::ENDPOINT),
            (&endpoints.userinfo, Address::AFTER_TOKEN),
            (&endpoints.end_session, Address::ENDPOINT),
        ]);
    }
    if let Some(discovery) = document.discovery.get() {
        all.push((&discovery.url, Address::ENDPOINT));
    }
    if let Some(id_token) = document.id_token.get() {
        all.push((&id_token.issuer, Address::ISSUER));
    }
    for (grant, own) in context.grants.iter().zip(&own) {
        if let Some(request) = grant.authorization_request.get() {
            all.push((&request.endpoint, Address::BROWSER));
        }
        all.push((&grant.verification_uri, Address::BROWSER));
        if let Some(request) = grant.request.get() {
            all.push((&request.endpoint, token_endpoint(grant, own)));
        }
    }
    for variant in &document.variants {
        all.push((&variant.authorization_endpoint, Address::BROWSER));
        all.push((&variant.endpoint, Address::AFTER_CALLBACK));
    }
    for consent in document.consents.items() {
        all.push((&consent.endpoint, Address::BROWSER));
    }
    for call in document.calls.items() {
        all.push((&call.url, Address { is_path: true, ..Address::OF_TOKEN }));
    }
    for webhook in document.webhooks.items() {
        all.extend(webhook.keys.get().map(|keys| (&keys.url, Address::ENDPOINT)));
    }
    for (slot, address) in all {
        if let Some(template) = slot.get() {
            url(context, template, address);
        }
    }
}

/// The names of what the application gives to a grant.
fn own_names<'t>(grant: &Grant<'t>) -> Vec<&'t str> {
    grant.parameters.iter().map(|own| own.name.value).collect()
}

/// Where the request of a grant goes, if it says so itself: it knows what the application gives.
fn token_endpoint<'d>(grant: &Grant<'_>, own: &'d [&'d str]) -> Address<'d> {
    let address = match grant.kind {
        GrantKind::RefreshToken => Address::OF_REFRESH,
        _ if has_token(grant) => Address::AFTER_TOKEN,
        GrantKind::AuthorizationCode => Address::AFTER_CALLBACK,
        _ => Address::ENDPOINT,
    };
    Address { step: Step { call: own, ..address.step }, ..address }
}

/// ```toml
/// [endpoints]
/// token = "https://{callback.host}/token"
/// [grants.password]
/// ```
pub(super) fn callback_of_nobody(context: &mut Context<'_, '_>) {
    let Some(endpoints) = context.document.endpoints.get() else { return };
    let Some(template) = endpoints.token.get() else { return };
    let Some(hole) = template.holes().into_iter().find(|hole| hole.name.starts_with("callback."))
    else {
        return;
    };
    let has_none = |grant: &&Grant<'_>| {
        let has_own = grant.request.get().is_some_and(|request| !request.endpoint.is_missing());
        grant.kind.asks_token_endpoint() && !has_callback(grant) && !has_own && !grant.broken
    };
    for grant in context.grants.iter().filter(has_none) {
        let name = grant.name;
        context
            .error(name.span, format!("{} has no callback", quote(name.value)))
            .label("asks `endpoints.token`")
            .related(hole.span, format!("which takes {}", braced(hole.name)))
            .help("give it an endpoint of its own: `request = { endpoint = \"https://…\" }`");
    }
}

/// Whether a token request of a grant follows a callback, at once or later.
pub(super) fn has_callback(grant: &Grant<'_>) -> bool {
    grant.kind == GrantKind::AuthorizationCode || has_token(grant)
}

/// ```toml
/// [calls.me]
/// url = "/me"
/// # … and no `endpoints.api`
/// ```
pub(super) fn path_from_nowhere(context: &mut Context<'_, '_>) {
    let document = context.document;
    let has_api = context.states(|endpoints| endpoints.api.is_missing());
    for call in document.calls.items() {
        if let Slot::Given(url) = &call.url
            && url.value.text.starts_with('/')
            && !has_api
        {
            context
                .error(url.span, "a path from `endpoints.api`, and there is none")
                .label("a path")
                .help("write the whole URL, or add `api = \"https://…\"` to `[endpoints]`");
        }
    }
}

/// ```toml
/// [grants.authorization_code]
/// query_after_fragment = true
/// # … and no `#` in the authorization endpoint
/// ```
pub(super) fn query_after_no_fragment(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let Slot::Given(after) = &grant.query_after_fragment else { return };
    if grant.authorization_request.is_broken() {
        return;
    }
    let own = grant.authorization_request.get().map(|request| &request.endpoint);
    let endpoints = context.document.endpoints.get().map(|endpoints| &endpoints.authorization);
    let url = own.filter(|own| !own.is_missing()).or(endpoints);
    let Some(Slot::Given(url)) = url else { return };
    if after.value && !url.value.text.contains('#') {
        context
            .errors
            .add(after.key, "a query after a fragment that is not there")
            .label("after which fragment")
            .related(url.span, "there is no `#` in it")
            .help("leave it out, or write the route: `https://…/#/authorize`");
    }
}
