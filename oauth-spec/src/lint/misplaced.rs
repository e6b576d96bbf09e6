//! Parameters in the wrong one of the two requests.

use super::Context;
use crate::lints::MISPLACED_PARAMETER;
use crate::report::quote;

/// What only the token request has.
const OF_TOKEN_REQUEST: &[&str] =
    &["grant_type", "client_secret", "code", "code_verifier", "refresh_token", "password"];
/// What only the authorization request has.
const OF_AUTHORIZATION: &[&str] = &[
    "response_type",
    "response_mode",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "login_hint",
    "nonce",
];

/// ```toml
/// authorization_request = { parameters = { grant_type = "authorization_code" } }
/// ```
pub(super) fn parameters(context: &mut Context<'_, '_>) {
    for entry in context.entries {
        let (names, here, there) = match entry.path.as_slice() {
            ["grants", _, "authorization_request", "parameters", _] => {
                (OF_TOKEN_REQUEST, "the authorization request", "the token request")
            }
            ["grants", _, "request", "parameters" | "query", _]
            | ["token_request", "parameters", _] => {
                (OF_AUTHORIZATION, "a token request", "the authorization request")
            }
            _ => continue,
        };
        if !names.contains(&entry.name()) {
            continue;
        }
        context
            .found
            .warn(
                &MISPLACED_PARAMETER,
                entry.key,
                format!("{} is not for {here}", quote(entry.name())),
            )
            .label(format!("belongs to {there}"))
            .help(match (entry.path.as_slice(), there) {
                // It has no token request.
                (["grants", "implicit", ..], _) => "remove it",
                (_, "the token request") => "move it to `request`, or remove it",
                _ => "move it to `authorization_request`, or remove it",
            });
    }
}
