//! The secret of clients that are given none.

use super::Context;
use crate::ClientAuthentication;
use crate::lints::SECRETLESS_CLIENT;

/// ```toml
/// [client]
/// authentication = ["none", "client_secret_basic"]
/// [endpoints]
/// registration = "https://acme.example/register"
/// [callback.signature]
/// key = "client_secret"
/// ```
pub(super) fn registered(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    // What a client registers with, unless the application says otherwise: the first way, which of a key counts where
    // there is one. Ways of the provider's own are not registered.
    let is_key = |way: &&ClientAuthentication| matches!(way, ClientAuthentication::PrivateKeyJwt);
    let ways = spec.client.authentication.iter();
    let ways = ways.filter(|way| !matches!(way, ClientAuthentication::Declared(_)));
    let Some(way) = ways.clone().find(|way| !is_key(way)).or(ways.clone().next()) else { return };
    let has_secret = !matches!(
        way,
        ClientAuthentication::None
            | ClientAuthentication::PrivateKeyJwt
            | ClientAuthentication::TlsClientAuth
            | ClientAuthentication::SelfSignedTlsClientAuth
    );
    if has_secret || !spec.offers("registration_endpoint") {
        return;
    }
    let registration = ["endpoints", "registration"];
    let registration = context.at(&registration).or_else(|| context.at(&["discovery"]));
    let registration = registration.map(|entry| entry.key);
    let way = context.at(&["client", "authentication"]).map(|entry| entry.span);
    for entry in context.entries {
        // Of several ways one may take it.
        if matches!(entry.path.first(), Some(&"client" | &"webhooks" | &"lint")) {
            continue;
        }
        let takes = entry.text().is_some_and(|text| {
            text.contains("{client_secret}") || entry.name() == "key" && text == "client_secret"
        });
        if !takes {
            continue;
        }
        let warning = context.found.warn(
            &SECRETLESS_CLIENT,
            entry.span,
            "clients that register themselves have no `{client_secret}`",
        );
        warning.label("takes it");
        if let Some(span) = way {
            warning.related(span, "they register with the first of these");
        }
        if let Some(span) = registration {
            warning.related(span, "here");
        }
        warning.help(
            "write the way first that has a secret: `authentication = [\"client_secret_basic\", …]` in `[client]`",
        );
    }
}
