//! Endpoints that the grants need.

use super::Context;
use crate::raw::{Grant, GrantKind, Request};
use crate::report::quote;
use crate::span::Slot;
use crate::template::Template;

/// ```toml
/// [grants.refresh_token]
/// # … and no `endpoints.token`
/// ```
pub(super) fn missing(context: &mut Context<'_, '_>) {
    let document = context.document;
    // The metadata names what the file leaves out.
    if !document.discovery.is_missing() {
        return;
    }
    let grants: Vec<&Grant<'_>> = context.grants.iter().filter(|grant| !grant.broken).collect();
    let mut wanted = Vec::new();
    if !context.states(|endpoints| endpoints.authorization.is_missing()) {
        let goes = |grant: &&&Grant<'_>| {
            grant.kind.has_browser() && own_endpoint(&grant.authorization_request).is_missing()
        };
        let who: Vec<_> = grants.iter().filter(goes).collect();
        wanted.push(("authorization", "sends the browser there", who));
    }
    if !context.states(|endpoints| endpoints.token.is_missing()) {
        let asks = |grant: &&&Grant<'_>| {
            grant.kind.asks_token_endpoint() && own_endpoint(&grant.request).is_missing()
        };
        wanted.push(("token", "asks it", grants.iter().filter(asks).collect()));
    }
    if !context.states(|endpoints| endpoints.device_authorization.is_missing()) {
        let asks = |grant: &&&Grant<'_>| grant.kind == GrantKind::DeviceCode;
        wanted.push(("device_authorization", "asks it", grants.iter().filter(asks).collect()));
    }
    if !context.states(|endpoints| endpoints.backchannel_authentication.is_missing()) {
        let asks = |grant: &&&Grant<'_>| grant.kind == GrantKind::Ciba;
        let who = grants.iter().filter(asks).collect();
        wanted.push(("backchannel_authentication", "asks it", who));
    }
    wanted.retain(|(_, _, who)| !who.is_empty());
    let Slot::Given(endpoints) = &document.endpoints else {
        return no_table(context, &wanted);
    };
    for (key, label, who) in wanted {
        let names = who.iter().map(|grant| grant.name.value);
        let message = format!(
            "{} without `endpoints.{key}`",
            crate::report::quote_all(
                names
                    .map(|name| format!("grants.{name}"))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str)
            )
        );
        let error = context.error(endpoints.key, message);
        error.label(format!("{} is missing here", quote(key)));
        for grant in who {
            error.related(grant.name.span, label);
        }
        error.help(format!("add `{key} = \"https://…\"`"));
    }
}

/// ```toml
/// [endpoints]
/// device_authorization = "https://acme.example/device"
/// # … and no `[grants.device_code]`
/// ```
pub(super) fn of_nobody(context: &mut Context<'_, '_>) {
    let Some(endpoints) = context.document.endpoints.get() else { return };
    let own = [
        (
            &endpoints.device_authorization,
            GrantKind::DeviceCode,
            "an address for device codes, and no grant that has one",
            "add\n\n[grants.device_code]",
        ),
        (
            &endpoints.backchannel_authentication,
            GrantKind::Ciba,
            "an address that users are named to, and no grant that names one",
            "add\n\n[grants.ciba]",
        ),
    ];
    for (url, kind, message, help) in own {
        let Slot::Given(url) = url else { continue };
        if context.grant(kind).is_none() && context.knows_grants() {
            context.error(url.key, message).label("nothing asks there").help(help);
        }
    }
}

/// A request's own endpoint.
fn own_endpoint<'d, 't>(request: &'d Slot<Request<'t>>) -> &'d Slot<Template<'t>> {
    match request {
        Slot::Given(request) => &request.value.endpoint,
        // What is wrong in a request has been reported.
        Slot::Broken => &Slot::Broken,
        Slot::Missing => &Slot::Missing,
    }
}

/// No `[endpoints]` at all: one message, however many grants want one.
fn no_table(context: &mut Context<'_, '_>, wanted: &[(&str, &str, Vec<&&Grant<'_>>)]) {
    let wants = |grant: &&Grant<'_>| {
        wanted.iter().any(|(_, _, who)| who.iter().any(|it| it.name.span == grant.name.span))
    };
    let mut grants = context.grants.iter().filter(wants);
    let Some(first) = grants.next() else { return };
    let mut help = "add\n\n[endpoints]".to_owned();
    for (key, _, _) in wanted {
        help.push('\n');
        help.push_str(key);
        help.push_str(" = \"https://…\"");
    }
    let error = context.error(first.name.span, "grants without endpoints");
    error.label("asks an endpoint, and there is no `[endpoints]`").help(help);
    for grant in grants {
        error.related(grant.name.span, "this one too");
    }
}
