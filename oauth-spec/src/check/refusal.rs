//! Error codes of the provider's own, and the standard ones that they stand for.

use super::Context;
use crate::raw::Code;
use crate::report::quote;
use crate::span::Spanned;
use crate::suggest;

/// RFC 6749, 4.1.2.1 and 5.2; RFC 6750, 3.1; RFC 7009, 2.2.1; RFC 8628, 3.5; OpenID Connect Core, 3.1.2.6; RFC
/// 8707, 2; RFC 9396, 5; RFC 9449, 5; RFC 9470, 3; CIBA Core, 11 and 13.
const STANDARD: &[&str] = &[
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "access_denied",
    "unsupported_response_type",
    "server_error",
    "temporarily_unavailable",
    "invalid_token",
    "insufficient_scope",
    "unsupported_token_type",
    "authorization_pending",
    "slow_down",
    "expired_token",
    "interaction_required",
    "login_required",
    "account_selection_required",
    "consent_required",
    "invalid_request_uri",
    "invalid_request_object",
    "request_not_supported",
    "request_uri_not_supported",
    "registration_not_supported",
    "invalid_target",
    "invalid_authorization_details",
    "invalid_dpop_proof",
    "insufficient_user_authentication",
    "transaction_failed",
    "expired_login_hint_token",
    "unknown_user_id",
    "missing_user_code",
    "invalid_user_code",
    "invalid_binding_message",
];

/// ```toml
/// [errors]
/// codes = { "10003" = "invalid-grant" }
/// ```
pub(super) fn codes(context: &mut Context<'_, '_>) {
    let document = context.document;
    if let Some(errors) = document.errors.get() {
        known(context, &errors.codes);
        for written in &errors.statuses {
            if !STANDARD.contains(&written.standard.value) {
                unknown(context, written.standard, None);
            }
        }
    }
    if let Some(callback) = document.callback.get() {
        known(context, &callback.reply.error_codes);
    }
}

fn known(context: &mut Context<'_, '_>, codes: &[Code<'_>]) {
    for Code { own, standard } in codes {
        if own.value == standard.value {
            context
                .error(own.span, format!("{} stands for itself", quote(own.value)))
                .label("the same code")
                .help("leave it out");
        } else if !STANDARD.contains(&standard.value) {
            unknown(context, *standard, Some(own.value));
        }
    }
}

fn unknown(context: &mut Context<'_, '_>, standard: Spanned<&str>, own: Option<&str>) {
    let help = match own.filter(|own| STANDARD.contains(own)) {
        Some(own) => {
            format!("write the provider's code first: `{} = \"{own}\"`", standard.value)
        }
        None => suggest::help(standard.value, STANDARD.iter().copied(), "codes"),
    };
    context
        .error(standard.span, format!("{} is not a standard code", quote(standard.value)))
        .label("no RFC has it")
        .help(help);
}
