//! The ways to a token.

use super::{
    AUTHORIZATION_CODE, BACKCHANNEL_AUTHENTICATION_REQUEST, DESCRIPTION, DEVICE_ANSWER,
    DEVICE_AUTHORIZATION_REQUEST, IMPLICIT, Key, Kind, REQUEST, TEXTS, TRUTH, Table, key, must, or,
};

pub(super) const TOKEN_REQUESTED: Key =
    key("request", Kind::Table(&REQUEST), "how the token request differs");
pub(super) const RENEW: Key = key(
    "renew",
    Kind::Words(&["refresh_token", "reacquire", "none"]),
    "how its tokens are renewed; `refresh_token` where that grant is declared",
);
pub(super) const GIVEN: Key =
    key("parameters", Kind::Tables(&CALL_PARAMETER), "what the application gives with each call");

pub(super) const RESOURCE: Key = or(
    "resource",
    TRUTH,
    "false",
    "the application may say what the token is for, as `resource` (RFC 8707)",
);

/// `[grants]`.
pub static GRANTS: Table = Table {
    about: "the ways to a token",
    keys: &[
        key("authorization_code", Kind::Table(&AUTHORIZATION_CODE), "RFC 6749, 4.1"),
        key("implicit", Kind::Table(&IMPLICIT), "RFC 6749, 4.2; discouraged by RFC 9700, 2.1.2"),
        key("password", Kind::Table(&TOKEN_GRANT), "RFC 6749, 4.3; forbidden by RFC 9700, 2.4"),
        key("client_credentials", Kind::Table(&TOKEN_GRANT), "RFC 6749, 4.4"),
        key("device_code", Kind::Table(&DEVICE_CODE), "RFC 8628"),
        key("ciba", Kind::Table(&CIBA), "OpenID CIBA Core 1.0, in poll mode"),
        key("refresh_token", Kind::Table(&REFRESH_TOKEN), "RFC 6749, 6"),
        key(
            "personal_access_token",
            Kind::Table(&PERSONAL_ACCESS_TOKEN),
            "a token made by hand at the provider",
        ),
        key("token_exchange", Kind::Table(&FURTHER_GRANT), "RFC 8693: a token for another one"),
        key("jwt_bearer", Kind::Table(&FURTHER_GRANT), "RFC 7523, 2.1: a token for a signed JWT"),
        key("saml_bearer", Kind::Table(&FURTHER_GRANT), "RFC 7522, 2.1: for a SAML assertion"),
    ],
    others: Some(Kind::Table(&CUSTOM_GRANT)),
};

/// `[grants.password]` and `[grants.client_credentials]`.
pub static TOKEN_GRANT: Table = Table {
    about: "one token request",
    keys: &[DESCRIPTION, TOKEN_REQUESTED, RESOURCE, GIVEN, RENEW],
    others: None,
};

/// `[grants.device_code]`.
pub static DEVICE_CODE: Table = Table {
    about: "a code for a user at another screen",
    keys: &[
        DESCRIPTION,
        key(
            "device_authorization_request",
            Kind::Table(&DEVICE_AUTHORIZATION_REQUEST),
            "how the request for the codes differs",
        ),
        key(
            "device_answer",
            Kind::Table(&DEVICE_ANSWER),
            "how the answer with the codes is written",
        ),
        key(
            "verification_uri",
            Kind::Url,
            "the page that the user goes to, where it is always the same and no answer names it",
        ),
        key("offline", Kind::Table(&DEVICE_OFFLINE), "what asks for a refresh token"),
        TOKEN_REQUESTED,
        RENEW,
    ],
    others: None,
};

/// `offline` of `[grants.device_code]`.
pub static DEVICE_OFFLINE: Table = Table {
    about: "what asks for a refresh token",
    keys: &[
        must("scopes", TEXTS, "scopes that are added"),
        or("default", TRUTH, "true", "whether to ask when the application says nothing"),
    ],
    others: None,
};

/// `[grants.ciba]`.
pub static CIBA: Table = Table {
    about: "a user who agrees on a device of their own",
    keys: &[
        DESCRIPTION,
        key(
            "backchannel_authentication_request",
            Kind::Table(&BACKCHANNEL_AUTHENTICATION_REQUEST),
            "how the request that names the user differs",
        ),
        TOKEN_REQUESTED,
        RENEW,
    ],
    others: None,
};

/// `[grants.refresh_token]`.
pub static REFRESH_TOKEN: Table = Table {
    about: "a new token for an old one",
    keys: &[
        DESCRIPTION,
        TOKEN_REQUESTED,
        or(
            "rotation",
            Kind::Words(&["optional", "always", "never"]),
            "\"optional\"",
            "whether refresh tokens change",
        ),
        or(
            "same_token",
            TRUTH,
            "false",
            "the answer holds no token, and the old one lives on for `token.lifetime`",
        ),
    ],
    others: None,
};

/// `[grants.personal_access_token]`.
pub static PERSONAL_ACCESS_TOKEN: Table = Table {
    about: "a token made by hand",
    keys: &[
        DESCRIPTION,
        or("expiry", Kind::Words(&["chosen", "never"]), "\"chosen\"", "how long it lives"),
    ],
    others: None,
};

/// `[grants.x]`.
pub static CUSTOM_GRANT: Table = Table {
    about: "a grant of the provider's own",
    keys: &[
        DESCRIPTION,
        must("grant_type", GRANT_TYPE, "its value on the wire; `false` for none"),
        AFTER,
        TOKEN_REQUESTED,
        RESOURCE,
        GIVEN,
        RENEW,
    ],
    others: None,
};

const GRANT_TYPE: Kind = Kind::Either(&[Kind::Text, Kind::Boolean(Some(false))]);
const AFTER: Key = key("after", TEXTS, "the grants whose tokens it exchanges at once");

/// `[grants.token_exchange]`, `[grants.jwt_bearer]`, `[grants.saml_bearer]`.
pub static FURTHER_GRANT: Table = Table {
    about: "a grant of a further RFC",
    keys: &[
        DESCRIPTION,
        or(
            "grant_type",
            GRANT_TYPE,
            "the RFC's, with its parameters",
            "with it, the table says everything by itself, as a grant of the provider's own",
        ),
        AFTER,
        TOKEN_REQUESTED,
        key(
            "parameters",
            Kind::Tables(&CALL_PARAMETER),
            "what the application gives, beside or instead of the RFC's parameters",
        ),
        RENEW,
    ],
    others: None,
};

/// `[grants.x.parameters.y]`.
pub static CALL_PARAMETER: Table = Table {
    about: "what the application gives with a call",
    keys: &[
        or("type", Kind::Words(&["string", "integer", "boolean"]), "\"string\"", "its type"),
        or("required", TRUTH, "false", "whether a call without it is refused"),
        or("secret", TRUTH, "false", "with `string`: never printed, wiped when dropped"),
        DESCRIPTION,
    ],
    others: None,
};
