//! How the answer to an authorization request comes back, where the client is not told.

use super::Context;
use crate::ResponseMode;
use crate::lints::RESPONSE_MODE;

/// ```toml
/// authorization_request = { parameters = { response_type = "code id_token" } }
/// ```
pub(super) fn unknown(context: &mut Context<'_, '_>) {
    let Some((kinds, span)) = super::grants::response_type(context) else { return };
    let Some(grant) = context.provider.spec.grants.authorization_code else { return };
    let told = grant.authorization.parameters.iter().any(|it| it.name == "response_mode");
    if !kinds.contains(' ') {
        return;
    }
    let in_query = |mode: &ResponseMode| !mode.is_in_fragment() && !mode.is_posted();
    let is_open = grant.response_mode == Some(ResponseMode::Jwt);
    let signed = if grant.signs_responses() { ".jwt" } else { "" };
    if !told || is_open {
        context
            .warn(&RESPONSE_MODE, span, "more than a code, and nothing says where it comes")
            .label("providers put it into the fragment, which no server sees")
            .help(format!(
                "write `response_mode = \"form_post{signed}\"` in `[grants.authorization_code]`, or \
                 `\"fragment{signed}\"`"
            ));
    } else if grant.response_mode.is_some_and(|mode| in_query(&mode)) {
        context
            .warn(&RESPONSE_MODE, span, "more than a code, and it is read from the query")
            .label("comes in the fragment or in a form")
            .help(format!(
                "write `response_mode = \"form_post{signed}\"`, or `\"fragment{signed}\"`"
            ));
    }
}

/// ```toml
/// authorization_request = { parameters = { response_mode = "form_post" } }
/// ```
pub(super) fn as_parameter(context: &mut Context<'_, '_>) {
    for entry in context.entries {
        let ["grants", grant, "authorization_request", "parameters", "response_mode"] =
            entry.path.as_slice()
        else {
            continue;
        };
        let Some(word) = entry.text() else { continue };
        let is_in = |modes: &[(&str, ResponseMode)]| modes.iter().any(|(mode, _)| *mode == word);
        if !is_in(ResponseMode::ALL) {
            continue;
        }
        let help = if *grant == "implicit" && !is_in(ResponseMode::IMPLICIT) {
            "write `response_mode = \"form_post\"` or `\"fragment\"` in `[grants.implicit]` instead: no token \
             comes in a query"
                .to_owned()
        } else {
            format!(
                "write `response_mode = \"{word}\"` in `[grants.{grant}]` instead: then the answer is read so too"
            )
        };
        context
            .found
            .warn(&RESPONSE_MODE, entry.key, "a way back that only the provider is told")
            .label("sent, and not read")
            .help(help);
    }
}
