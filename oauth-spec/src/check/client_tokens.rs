//! Clients that authenticate with a token, where it cannot be asked for first.

use super::Context;
use super::clients::{method, of_client, of_grant, of_request};
use crate::raw::GrantKind;
use crate::reach;
use crate::span::{Slot, Span, Spanned};
use crate::template::braced;

/// A token that a grant gives is asked for before a token request, and before no other that begins a flow.
///
/// ```toml
/// [client]
/// authentication = "own"
/// [client.methods.own]
/// headers = { authorization = "Bearer {grants.app}" }
/// [grants.device_code]
/// ```
pub(super) fn come_later(context: &mut Context<'_, '_>) {
    let mut all = Vec::new();
    for grant in context.grants {
        let name = grant.name.span;
        match grant.kind {
            GrantKind::DeviceCode | GrantKind::Ciba => {
                let ways = match &grant.first_request {
                    Slot::Broken => None,
                    Slot::Missing => of_client(context).map(<[_]>::to_vec),
                    Slot::Given(request) => of_request(context, &request.value),
                };
                let table = match grant.kind {
                    GrantKind::Ciba => "backchannel_authentication_request",
                    _ => "device_authorization_request",
                };
                let help = format!("choose another way: `{table} = {{ authentication = \"…\" }}`");
                all.push((ways, name, help));
            }
            GrantKind::AuthorizationCode
                if grant.pushed.get() != Some(&false)
                    && context.states(|it| it.pushed_authorization_request.is_missing()) =>
            {
                let help = "choose another way, or write `pushed = false`".to_owned();
                all.push((of_grant(context, grant), name, help));
            }
            _ => {}
        }
    }
    for (ways, grant, help) in all {
        for way in ways.unwrap_or_default() {
            told(context, way, grant, &help);
        }
    }
}

fn told(context: &mut Context<'_, '_>, way: Spanned<&str>, grant: Span, help: &str) {
    let Some(method) = method(context, way.value) else { return };
    let mut holes = Vec::new();
    reach::add_parameters(&mut holes, &method.parameters);
    reach::add_headers(&mut holes, &method.headers);
    let holes = reach::through_computed(context.document, holes);
    let Some(hole) = holes.iter().find(|hole| hole.name.starts_with("grants.")) else { return };
    // One that several requests have is one mistake.
    if context.errors.has(hole.span) {
        return;
    }
    context
        .error(hole.span, format!("{} is not there yet", braced(hole.name)))
        .label("the client authenticates with it")
        .related(grant, "and asks here before any token request")
        .help(help);
}
