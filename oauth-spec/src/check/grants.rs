//! `[grants]`: what they need of each other.

use super::{Context, clients, requests, variables};
use crate::raw::{Grant, GrantKind};
use crate::reach;
use crate::report::quote;
use crate::span::{Slot, Spanned};
use crate::template::braced;
use crate::{ClientAuthentication, Renewal};

/// A provider of nothing. One that calls webhooks, or lets people sign in and says who by its signature, need not
/// give tokens.
pub(super) fn none(context: &mut Context<'_, '_>) {
    let document = context.document;
    if !context.grants.is_empty() || !context.knows_grants() {
        return;
    }
    let span = match &document.grants {
        Slot::Given(grants) => grants.key,
        Slot::Missing | Slot::Broken => document.start,
    };
    let Slot::Given(consents) = &document.consents else {
        if document.consents.is_missing() && document.webhooks.is_missing() {
            context
                .error(span, "a provider without grants: there is no way to get a token")
                .label("no grant is declared")
                .help("add\n\n[grants.authorization_code]");
        }
        return;
    };
    let is_signed = match &document.callback {
        Slot::Given(callback) => !callback.value.signature.is_missing(),
        Slot::Missing => false,
        Slot::Broken => true,
    };
    if !is_signed {
        context
            .error(consents.key, "nothing vouches for what comes back")
            .label("there are no grants, and callbacks are not signed")
            .help(
                "add `[callback.signature]`, if people only sign in there, or the grants that give tokens:\n\n\
                 [grants.authorization_code]",
            );
    }
}

/// ```toml
/// [grants.implicit]
/// renew = "reacquire"
/// ```
pub(super) fn renewal(context: &mut Context<'_, '_>) {
    let refreshes = context.grant(GrantKind::RefreshToken).is_some() || !context.knows_grants();
    for grant in context.grants {
        let Slot::Given(renew) = &grant.renew else { continue };
        match renew.value {
            Renewal::RefreshToken if !refreshes => {
                context
                    .error(renew.span, "renewing with a refresh token takes the refresh grant")
                    .label("`[grants.refresh_token]` is missing")
                    .help("add\n\n[grants.refresh_token]");
            }
            _ => {}
        }
    }
}

/// ```toml
/// [grants.personal_access_token]
/// [grants.refresh_token]
/// ```
pub(super) fn refresh_alone(context: &mut Context<'_, '_>) {
    let Some(refresh) = context.grant(GrantKind::RefreshToken) else { return };
    // One that takes something else renews tokens that came without.
    if let Slot::Given(request) = &refresh.request
        && (request.value.unclear || requests::renews_without(context, request))
    {
        return;
    }
    let gives = |grant: &Grant<'_>| match grant.kind {
        GrantKind::RefreshToken | GrantKind::PersonalAccessToken => false,
        // RFC 6749, 4.4.3: no refresh token, unless the file says that there is one.
        GrantKind::ClientCredentials => {
            let renew = &grant.renew;
            renew.is_broken() || renew.or(Renewal::Reacquire) == Renewal::RefreshToken
        }
        _ => !grant.gives_no_access(),
    };
    let gives_one = context.grants.iter().any(gives);
    if gives_one || !context.knows_grants() {
        return;
    }
    let others = context.grants.iter().filter(|grant| grant.kind != GrantKind::RefreshToken);
    let error = context
        .errors
        .add(refresh.name.span, "a refresh grant, and no grant that gives a refresh token");
    error.label("there is nothing to refresh");
    for grant in others {
        error.related(grant.name.span, "gives none");
        if grant.kind == GrantKind::ClientCredentials {
            error.help("write `renew = \"refresh_token\"` if this provider gives one all the same");
        }
    }
    if error.help.is_none() {
        error.help("add the grant that gives one, such as\n\n[grants.authorization_code]");
    }
}

/// The beginnings of names that mean something in templates.
const FAMILIES: &[&str] =
    &["token.", "callback.", "calls.", "grants.", "scopes.", "computed.", "request.", "signature."];

/// ```toml
/// [grants.app.parameters.client_id]
/// ```
pub(super) fn parameters(context: &mut Context<'_, '_>) {
    for grant in context.grants {
        for parameter in &grant.parameters {
            let name = parameter.name;
            let other = || {
                format!(
                    "choose another name, such as `own`, and send it under this one: \
                    `request = {{ parameters = {{ \"{}\" = \"{{own}}\" }} }}`",
                    name.value.escape_debug()
                )
            };
            // Whoever asks for both hardly has a grant of its own.
            let of_password = || match name.value {
                "username" | "password" if grant.kind == GrantKind::Custom => {
                    "\n`[grants.password]` sends the user's name and password, under other names too: \
                     `[parameter_names]`"
                }
                _ => "",
            };
            let is_taken = variables::is_taken(name.value) && name.value != "secret";
            if is_taken || name.value == "grant_type" {
                context
                    .error(name.span, format!("{} means something already", quote(name.value)))
                    .label("a name of the language")
                    .help(format!("{}{}", other(), of_password()));
            } else if name
                .value
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "{}".contains(c))
            {
                context
                    .error(name.span, format!("{} cannot stand in a template", quote(name.value)))
                    .label("spaces or braces in a name")
                    .help(other());
            } else if FAMILIES.iter().any(|family| name.value.starts_with(family)) {
                context
                    .error(name.span, format!("{} looks like a field", quote(name.value)))
                    .label(format!("{} is one in a template", braced(name.value)))
                    .help(other());
            } else if let Some(variable) = context.variable(name.value) {
                let first = variable.name.span;
                context
                    .error(name.span, format!("{} is two things", braced(name.value)))
                    .label("a parameter of this grant")
                    .related(first, "a variable")
                    .help("rename the variable");
            }
        }
    }
}

/// ```toml
/// [token_request]
/// [grants.personal_access_token]
/// ```
pub(super) fn nothing_asks(context: &mut Context<'_, '_>) {
    let asks = context.grants.iter().any(|grant| grant.kind.asks_token_endpoint());
    if asks || context.grants.is_empty() || !context.knows_grants() {
        return;
    }
    if let Slot::Given(request) = &context.document.token_request {
        context
            .error(request.key, "`[token_request]`, and no grant that asks the token endpoint")
            .label("nothing looks at this")
            .help("remove it");
    }
}

/// ```toml
/// [client]
/// authentication = "none"
/// [grants.client_credentials]
/// ```
pub(super) fn client_without_credentials(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::ClientCredentials) else { return };
    let Some(ways) = clients::of_grant(context, grant) else { return };
    let none =
        |way: &Spanned<&str>| clients::standard(way.value) == Some(ClientAuthentication::None);
    let Some(way) = ways.first().filter(|_| ways.iter().all(none)) else { return };
    // A secret may go where only this provider wants it.
    let mut requests = [&grant.request, &context.document.token_request].into_iter();
    let sends_secret = requests.any(|slot| {
        let holes = slot.get().map(reach::request).unwrap_or_default();
        let used = reach::through_computed(context.document, holes);
        slot.is_broken() || used.iter().any(|hole| proves(context, hole.name))
    });
    if !sends_secret {
        context
            .errors
            .add(grant.name.span, "the client's credentials, from clients that have none")
            .label("asks with the client's own credentials")
            .related(way.span, "clients do not authenticate")
            .help("write how they do: `authentication = \"client_secret_basic\"`");
    }
}

/// Whether a value can prove who the client is.
fn proves(context: &Context<'_, '_>, name: &str) -> bool {
    name == "client_secret" || name.starts_with("grants.") || context.variable(name).is_some()
}
