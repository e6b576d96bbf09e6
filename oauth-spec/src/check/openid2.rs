//! OpenID 2.0, which is another protocol.

use super::Context;
use crate::report::quote;

/// What only its requests have (OpenID Authentication 2.0, 4.1.2 and 9.1).
const ITS_OWN: [&str; 2] = ["openid.mode", "openid.ns"];

/// What comes back is worth nothing before the provider was asked whether it is true (11.4), which nothing here does.
///
/// ```toml
/// [consents.login]
/// parameters = { "openid.mode" = "checkid_setup", "openid.return_to" = "{redirect_uri}" }
/// ```
pub(super) fn another_protocol(context: &mut Context<'_, '_>) {
    let consents = context.document.consents.items().iter();
    let consents = consents.filter_map(|consent| consent.parameters.get());
    let grants = context.grants.iter().filter_map(|grant| grant.authorization_request.get());
    let parameters = grants.map(|request| &request.parameters).chain(consents).flatten();
    let mut its_own = parameters.filter(|it| ITS_OWN.contains(&it.name.value));
    let Some(name) = its_own.next().map(|it| it.name) else { return };
    context
        .error(name.span, format!("{} is of OpenID 2.0, another protocol", quote(name.value)))
        .label("nothing here asks the provider whether an answer is true (`check_authentication`)")
        .help(
            "without that anybody can say that they are anybody: take a library for OpenID 2.0. OpenID Connect is \
             `[id_token]`, with the scope `openid`",
        );
}
