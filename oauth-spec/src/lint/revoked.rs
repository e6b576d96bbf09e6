//! The token that a revocation names.

use super::Context;
use super::entries::Entry;
use crate::Source;
use crate::lints::MISNAMED_TOKEN;
use crate::report::quote;

/// ```toml
/// [parameter_names]
/// token = "access_token"
/// ```
pub(super) fn misnamed(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    let Some(entry) = context.at(&["parameter_names", "token"]) else { return };
    let Some(name) = Entry::text(entry) else { return };
    let is_for_access = name.to_ascii_lowercase().replace(['_', '-'], "") == "accesstoken";
    // Without refresh tokens it is the access token.
    let is_refresh_token = spec.grants.refresh_token.is_some()
        && spec.endpoints.revocation.is_some()
        && spec.revocation.parameters.iter().any(|parameter| {
            parameter.name == name && parameter.value.as_source() != Some(Source::AccessToken)
        });
    if !is_for_access || !is_refresh_token {
        return;
    }
    let span = entry.span;
    context
        .found
        .warn(&MISNAMED_TOKEN, span, format!("a revocation sends the refresh token as {}", quote(name)))
        .label("only the name is another one")
        .help(format!(
            "if it takes the access token, write this instead:\n\n[revocation]\nomit = [\"token\"]\n\
             parameters = {{ {name} = \"{{access_token}}\" }}"
        ));
}
