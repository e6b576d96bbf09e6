//! `pkce = { for = "public" }`: there must be clients of both kinds.

use super::{Context, clients};
use crate::raw::GrantKind;

/// ```toml
/// [client]
/// authentication = "none"
/// [grants.authorization_code]
/// pkce = { for = "public" }
/// ```
pub(super) fn public(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::AuthorizationCode) else { return };
    let Some(span) = grant.pkce_public else { return };
    let client = context.document.client.get().map(|client| &client.authentication);
    let is_standard = match client {
        None => context.document.client.is_missing(),
        Some(ways) => ways.is_missing(),
    };
    let ways = clients::of_grant(context, grant);
    let is_public = |name: &str| name == "none";
    let (public, confidential) = match &ways {
        Some(ways) => (
            ways.iter().any(|way| is_public(way.value)),
            ways.iter().any(|way| !is_public(way.value)),
        ),
        // Nothing written means `client_secret_basic`; something wrong has been reported.
        None if is_standard => (false, true),
        None => return,
    };
    if !public {
        context
            .error(span, "PKCE for clients that do not exist")
            .label("no client is public")
            .help(
                "write `pkce = \"none\"`, or say that there are clients without a secret: \
                 `authentication = [\"client_secret_basic\", \"none\"]` in `[client]`",
            );
    } else if !confidential {
        context
            .error(span, "every client is public")
            .label("so PKCE is for all")
            .help("write `pkce = \"S256\"`, or leave it out");
    }
}
