//! How the answer to an authorization request comes back, where the client is not told.

use super::Context;
use super::list::RESPONSE_MODE;
use crate::ResponseMode;

/// ```toml
/// authorization_request = { parameters = { response_type = "code id_token" } }
/// ```
pub(super) fn unknown(context: &mut Context<'_, '_>) {
    let Some((kinds, span)) = super::grants::response_type(context) else { return };
    let Some(grant) = context.provider.spec.grants.authorization_code else { return };
    let told = grant.authorization.parameters.iter().any(|it| it.name == "response_mode");
    if kinds.contains(' ') && !told {
        context
            .warn(&RESPONSE_MODE, span, "more than a code, and nothing says where it comes")
            .label("providers put it into the fragment, which no server sees")
            .help("add `response_mode = \"form_post\"` to `[grants.authorization_code]`, or `\"fragment\"`");
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
        let Some(word) = entry.text().filter(|text| is_word(text)) else { continue };
        context
            .found
            .warn(&RESPONSE_MODE, entry.key, "a way back that only the provider is told")
            .label("sent, and not read")
            .help(format!(
                "write `response_mode = \"{word}\"` in `[grants.{grant}]` instead: then the answer is read so too"
            ));
    }
}

fn is_word(text: &str) -> bool {
    ResponseMode::ALL.iter().any(|(word, _)| *word == text)
}
