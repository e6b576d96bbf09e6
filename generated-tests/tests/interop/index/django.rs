//! The Python package django-oauth-toolkit.

use super::{Check, Server, check};

pub(super) const SERVER: Server = Server {
    module: "django",
    title: "django-oauth-toolkit",
    version: "3.4.1",
    from: "PyPI",
    checks: CHECKS,
    more: MORE,
};

const CHECKS: &[Check] = &[
    check(
        "metadata",
        "Of an issuer with a path: beside it (RFC 8414, 3.1); a client signs in with it",
        &["discovery::metadata"],
    ),
    check("jwks", "RS256; an ID token is verified anew", &["discovery::jwks"]),
    check(
        "code_pkce_public",
        "S256, no secret; the ID token is verified",
        &["code::code_pkce_public"],
    ),
    check("userinfo", "Typed; 401 and `invalid_token` for an unknown token", &["tokens::userinfo"]),
    check(
        "pkce_wrong_verifier",
        "`invalid_grant`; without one `invalid_request`",
        &["code::pkce_wrong_verifier"],
    ),
    check("pkce_required", "`invalid_request` without a challenge", &["code::pkce_required"]),
    check(
        "code_replay",
        "`invalid_grant`; the token of the first time stays good",
        &["code::code_replay"],
    ),
    check(
        "redirect_uri_rules",
        "Any port of loopback; nobody is sent to another address; the exchange must repeat it",
        &["code::redirect_uri_rules"],
    ),
    check(
        "authorize_errors",
        "Unknown client: a page. Unknown scope: `invalid_scope`. Unknown response type: \
         `unsupported_response_type`",
        &["code::authorize_errors"],
    ),
    check(
        "access_denied",
        "Told as such; `iss`, which must be there, comes with a code only",
        &["code::access_denied"],
    ),
    check("code_basic", "Signs in and renews", &["authentication::code_basic"]),
    check(
        "code_basic_odd",
        "Id and secret are form-encoded before Basic, in UTF-8",
        &["authentication::code_basic_odd"],
    ),
    check(
        "code_post",
        "ID tokens with HS256; a client that takes RS256 refuses them",
        &["authentication::code_post", "authentication::an_id_token_that_is_signed_otherwise"],
    ),
    check("bad_client_secret", "401, `invalid_client`", &["authentication::bad_client_secret"]),
    check(
        "token_errors",
        "Unknown grant, or none: `unsupported_grant_type`",
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
        "After two seconds the session renews by itself; 50 tasks make one request",
        &[
            "sessions::expiry_and_refresh",
            "sessions::an_expired_token_is_renewed_once_for_fifty_tasks",
        ],
    ),
    check(
        "client_credentials",
        "Basic and post; an unknown scope: `invalid_scope`",
        &["grants::client_credentials"],
    ),
    check(
        "password",
        "With and without a secret; a wrong password: `invalid_grant`",
        &["grants::password"],
    ),
    check(
        "implicit",
        "`id_token` alone: who has signed in; forged, or of another sign-in: refused",
        &["implicit::implicit_id_token"],
    ),
    check("device_flow", "Pending, then a token", &["device::device_flow"]),
    check(
        "device_denied",
        "The user must be asked again; an unknown code: 404, read as `invalid_grant`",
        &["device::device_denied"],
    ),
    check(
        "introspection",
        "Active and not; without authentication 403 and nothing else",
        &["tokens::introspection"],
    ),
    check("introspection_expired", "Not active after its time", &["tokens::introspection_expired"]),
    check(
        "revocation",
        "Access or refresh token, as the file says: both end",
        &["tokens::revocation", "tokens::revocation_of_the_refresh_token"],
    ),
    check(
        "dynamic_registration",
        "Registers and signs in; a wrong redirect URI: `invalid_client_metadata`",
        &["discovery::dynamic_registration"],
    ),
];

const MORE: &[Check] = &[
    check(
        "plain PKCE",
        "Where the file says so; a wrong verifier: `invalid_grant`",
        &["code::pkce_plain"],
    ),
    check("token", "As in RFC 6749, 4.2", &["implicit::implicit_token"]),
    check(
        "id_token token",
        "Verified; another access token is refused by `at_hash`",
        &["implicit::implicit_id_token_token"],
    ),
    check(
        "hybrid",
        "`code id_token`, `code token`, `code id_token token`; a forged ID token beside the code, or another's, is refused",
        &["implicit::hybrid_of_every_kind", "implicit::hybrid_with_another_id_token"],
    ),
    check(
        "another user's token",
        "Userinfo of somebody else than the ID token is refused",
        &["tokens::somebody_else_is_not_the_user"],
    ),
    check(
        "a token that the API refuses",
        "403 without a word: renewed once and tried again; what cannot be renewed needs the user",
        &["sessions::a_token_that_the_api_refuses_is_renewed"],
    ),
    check(
        "a way to authenticate that the metadata denies",
        "`build` says so",
        &["discovery::a_way_to_authenticate_that_the_metadata_denies"],
    ),
    check(
        "an algorithm that the metadata denies",
        "`build` says so: `id_token_signing_alg_values_supported`",
        &["discovery::an_algorithm_that_the_metadata_denies"],
    ),
    check(
        "logout",
        "The browser signs out and comes back; the user's tokens end; nobody is sent to another address",
        &["logout::logout", "logout::nobody_is_sent_elsewhere_by_a_logout"],
    ),
    check(
        "registration management",
        "Read, changed, deleted (RFC 7592); then 401, `invalid_token`; a wrong redirect URI: `invalid_client_metadata`",
        &["discovery::registration_management"],
    ),
];
