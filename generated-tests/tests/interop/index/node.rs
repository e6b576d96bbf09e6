//! The npm package oidc-provider.

use super::{Check, Server, check};

pub(super) const SERVER: Server = Server {
    module: "node",
    title: "oidc-provider",
    version: "9.13.3",
    from: "npm",
    checks: CHECKS,
    more: MORE,
};

const CHECKS: &[Check] = &[
    check(
        "metadata",
        "Found by the issuer; both documents are one; a client signs in with it",
        &["discovery::metadata"],
    ),
    check("jwks", "RS256 and ES256; an ID token is verified anew", &["discovery::jwks"]),
    check(
        "code_pkce_public",
        "S256, no secret; the ID token is verified",
        &["code::code_pkce_public"],
    ),
    check("userinfo", "Typed; 401 and `invalid_token` for an unknown token", &["tokens::userinfo"]),
    check(
        "pkce_wrong_verifier",
        "`invalid_grant`, also without one",
        &["code::pkce_wrong_verifier"],
    ),
    check("pkce_required", "`invalid_request` without a challenge", &["code::pkce_required"]),
    check(
        "code_replay",
        "`invalid_grant`; the token of the first time is revoked",
        &["code::code_replay"],
    ),
    check(
        "redirect_uri_rules",
        "Any port of loopback; nobody is sent to another address; the exchange must repeat it",
        &["code::redirect_uri_rules"],
    ),
    check(
        "authorize_errors",
        "Unknown client: a page. Unknown scope: `access_denied`. Unknown response type: \
         `unsupported_response_type`",
        &["code::authorize_errors"],
    ),
    check("access_denied", "Told as such, with `state` and `iss`", &["code::access_denied"]),
    check("code_basic", "Signs in and renews", &["authentication::code_basic"]),
    check(
        "code_basic_odd",
        "Id and secret are form-encoded before Basic",
        &["authentication::code_basic_odd"],
    ),
    check("code_post", "Signs in and renews", &["authentication::code_post"]),
    check(
        "code_secret_jwt",
        "Signs in and renews; an assertion with another secret: `invalid_client`",
        &["authentication::code_secret_jwt", "authentication::a_wrong_secret_signs_nothing"],
    ),
    check(
        "code_private_key_jwt",
        "RS256: signs in and renews; another key, an assertion that comes again: `invalid_client`",
        &["authentication::code_private_key_jwt", "authentication::an_assertion_counts_once"],
    ),
    check(
        "private_key_jwt_es256",
        "ES256: signs in and renews",
        &["authentication::private_key_jwt_es256"],
    ),
    check("bad_client_secret", "401, `invalid_client`", &["authentication::bad_client_secret"]),
    check(
        "token_errors",
        "Unknown grant: `unsupported_grant_type`; none: `invalid_request`",
        &["code::token_errors"],
    ),
    check(
        "refresh_token",
        "New tokens, an ID token of the same user; an unknown one: `invalid_grant`",
        &["refresh::refresh_token"],
    ),
    check("refresh_rotation", "A new refresh token each time", &["refresh::refresh_rotation"]),
    check(
        "refresh_reuse_detection",
        "An old one ends the whole family",
        &["refresh::refresh_reuse_detection"],
    ),
    check(
        "refresh_scope",
        "Fewer scopes are granted, more are `invalid_scope`",
        &["refresh::refresh_scope"],
    ),
    check(
        "expiry_and_refresh",
        "After two seconds the session renews by itself; 200 tasks make one request",
        &[
            "sessions::expiry_and_refresh",
            "sessions::an_expired_token_is_renewed_once_for_two_hundred_tasks",
        ],
    ),
    check(
        "client_credentials",
        "No refresh token; an unknown scope is not granted",
        &["grants::client_credentials"],
    ),
    check("password", "A wrong password: `invalid_grant`", &["grants::password"]),
    check(
        "implicit",
        "`id_token` alone, in the fragment and in a form: who has signed in; forged, or of another sign-in: refused",
        &["implicit::implicit_id_token", "implicit::implicit_id_token_in_a_form"],
    ),
    check("device_flow", "Pending, then a token; the code counts once", &["device::device_flow"]),
    check(
        "device_denied",
        "The user must be asked again; an unknown code: `invalid_grant`",
        &["device::device_denied"],
    ),
    check(
        "introspection",
        "Active and not; nobody without authentication",
        &["tokens::introspection"],
    ),
    check("introspection_expired", "Not active after its time", &["tokens::introspection_expired"]),
    check(
        "revocation",
        "Access or refresh token, as the file says: the whole grant ends",
        &["tokens::revocation", "tokens::revocation_of_the_refresh_token"],
    ),
    check(
        "par",
        "The browser carries a reference, once; not pushed, or wrongly: refused",
        &[
            "pushing::par",
            "pushing::what_must_be_pushed_is_refused_in_an_address",
            "pushing::a_push_that_is_refused",
        ],
    ),
    check(
        "jar",
        "Signs in; changed: `invalid_request_object`; not signed: `invalid_request`",
        &["asking::jar", "asking::what_must_be_signed_is_refused_as_it_is"],
    ),
    check(
        "dpop",
        "Proofs for tokens, renewals and calls; no proof, or another key's: refused; key and token are stored",
        &["bound::dpop", "bound::what_must_be_bound_is_refused_without_a_proof"],
    ),
    check("dpop_nonce", "Asked for once; the next requests have it", &["bound::dpop_nonce"]),
    check(
        "rar",
        "Typed there and back; an unknown type: `invalid_authorization_details`",
        &["asking::rar"],
    ),
    check(
        "resource_indicator",
        "JWTs for that API, which takes them, also after a refresh; another: `invalid_target`",
        &["asking::resource_indicator"],
    ),
    check(
        "token_exchange",
        "A token of the same user; nonsense: `invalid_request`",
        &["grants::token_exchange"],
    ),
    check(
        "jwt_bearer",
        "A token; replayed, expired or for nobody: `invalid_grant`",
        &["grants::jwt_bearer", "grants::an_assertion_that_was_given_to_the_application"],
    ),
    check("custom_grant", "Typed, with a field of its own", &["grants::custom_grant"]),
    check(
        "form_post",
        "Code and refusal come as a form; another's is refused",
        &["code::form_post"],
    ),
    check(
        "jarm",
        "Verified with its keys; forged, plain or another's: refused; `access_denied` is told",
        &["responses::jarm", "responses::an_answer_that_is_not_the_servers"],
    ),
    check("prompt_none", "`login_required`", &["code::prompt_none"]),
    check(
        "dynamic_registration",
        "Registers and signs in; a wrong redirect URI: `invalid_redirect_uri`",
        &["discovery::dynamic_registration"],
    ),
    check(
        "ciba",
        "Pending, then a token; an unknown user: `unknown_user_id`; an unknown request: `invalid_grant`",
        &["backchannel::ciba"],
    ),
    check(
        "mtls",
        "At the alias of the metadata; without the certificate neither client nor token counts",
        &["bound::mtls"],
    ),
];

const MORE: &[Check] = &[
    check(
        "nonce",
        "Refused without `openid`, so it is sent with that only",
        &["code::no_nonce_without_openid"],
    ),
    check(
        "native application",
        "The browser comes back to a loopback port of the runtime's; `access_denied` is told",
        &["native::a_native_application"],
    ),
    check("another user", "The ID token says who", &["code::another_user"]),
    check(
        "another user's token",
        "Userinfo of somebody else than the ID token is refused",
        &["tokens::somebody_else_is_not_the_user"],
    ),
    check(
        "id_token token",
        "Verified; `iss` is in the ID token only; another access token is refused by `at_hash`",
        &["implicit::implicit_id_token_token"],
    ),
    check(
        "hybrid",
        "`code id_token`, `code token`, `code id_token token`; a forged ID token beside the code, or another's, is refused",
        &["implicit::hybrid_of_every_kind", "implicit::hybrid_with_another_id_token"],
    ),
    check(
        "a token that the API refuses",
        "Renewed once and tried again; what cannot be renewed needs the user",
        &["sessions::a_token_that_the_api_refuses_is_renewed"],
    ),
    check(
        "metadata of another issuer",
        "Refused (RFC 8414, 3.3)",
        &["discovery::the_metadata_of_another_issuer"],
    ),
    check(
        "an algorithm that the metadata denies",
        "`build` says so: `dpop_signing_alg_values_supported`",
        &["discovery::an_algorithm_that_the_metadata_denies"],
    ),
    check(
        "logout",
        "The browser signs out and comes back, and nobody is signed in any more; nobody is sent to another address",
        &["logout::logout", "logout::nobody_is_sent_elsewhere_by_a_logout"],
    ),
    check(
        "back-channel logout",
        "The logout token is verified, and names user and session; a forged one, and an ID token, are refused",
        &["logout::logout"],
    ),
    check(
        "registration management",
        "Read, changed, deleted (RFC 7592); then 401, `invalid_token`; a wrong redirect URI: `invalid_redirect_uri`",
        &["discovery::registration_management"],
    ),
    check(
        "signed userinfo",
        "Verified, typed; forged or not signed: refused",
        &["signed::userinfo", "signed::what_is_not_signed_is_refused"],
    ),
    check(
        "signed introspection",
        "Verified (RFC 9701), active and not; forged: refused",
        &["signed::introspection"],
    ),
];
