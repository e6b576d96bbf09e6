//! The ways to a token, scopes.

use super::{
    AUTHORIZATION_REQUEST, BACKCHANNEL_AUTHENTICATION_REQUEST, DESCRIPTION, DEVICE_ANSWER,
    DEVICE_AUTHORIZATION_REQUEST, JWT_ALGORITHMS, Key, Kind, PARAMETERS, REQUEST, TEXTS, TRUTH,
    Table, key, must, or,
};

const BROWSER: Key = key(
    "authorization_request",
    Kind::Table(&AUTHORIZATION_REQUEST),
    "how the authorization request differs",
);
const TOKEN: Key = key("request", Kind::Table(&REQUEST), "how the token request differs");
const RENEW: Key = key(
    "renew",
    Kind::Words(&["refresh_token", "reacquire", "none"]),
    "how its tokens are renewed; `refresh_token` where that grant is declared",
);
const GIVEN: Key =
    key("parameters", Kind::Tables(&CALL_PARAMETER), "what the application gives with each call");

const RESOURCE: Key = or(
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

/// `[grants.authorization_code]`.
pub static AUTHORIZATION_CODE: Table = Table {
    about: "a browser, a code, a token",
    keys: &[
        DESCRIPTION,
        or("pkce", PKCE_KIND, "\"S256\"", "RFC 7636"),
        or(
            "query_after_fragment",
            TRUTH,
            "false",
            "the fragment of the authorization URL is a route, and the query follows it",
        ),
        BROWSER,
        TOKEN,
        RESOURCE,
        key(
            "offline",
            Kind::Table(&OFFLINE),
            "what asks for a refresh token, or for one that needs none",
        ),
        or(
            "pushed",
            TRUTH,
            "whether `endpoints.pushed_authorization_request` is stated",
            "authorization requests are pushed by the client (RFC 9126)",
        ),
        key(
            "request_object",
            Kind::Table(&REQUEST_OBJECT),
            "authorization requests are tokens that the client signs (RFC 9101)",
        ),
        key(
            "response_mode",
            Kind::Words(&[
                "query",
                "fragment",
                "form_post",
                "jwt",
                "query.jwt",
                "fragment.jwt",
                "form_post.jwt",
            ]),
            "how the answer comes back, said in the request; `jwt` and `….jwt`: signed (JARM)",
        ),
        or(
            "response_algorithms",
            Kind::List(&JWT_ALGORITHMS),
            "[\"RS256\"]",
            "how signed answers are signed; keys as those of ID tokens",
        ),
        GIVEN,
        RENEW,
    ],
    others: None,
};

/// `request_object`.
pub static REQUEST_OBJECT: Table = Table {
    about: "a signed authorization request, for `endpoints.issuer` (RFC 9101)",
    keys: &[
        must("algorithm", JWT_ALGORITHMS, "how it is signed"),
        must("key", Kind::Template, "the key: a variable with a PEM, or a secret for `HS…`"),
        key("key_id", Kind::Template, "the name of the key, `kid`"),
        or("lifetime", Kind::Duration, "\"5m\"", "how long it is good for"),
    ],
    others: None,
};

const PKCE_KIND: Kind =
    Kind::Either(&[Kind::Words(&["S256", "plain", "S256-hex", "none"]), Kind::Table(&PKCE)]);

/// `pkce`, the long form.
pub static PKCE: Table = Table {
    about: "who sends PKCE, and how",
    keys: &[
        must(
            "for",
            Kind::Words(&["public"]),
            "clients that do not authenticate; those that do send no PKCE (RFC 6749, 2.1)",
        ),
        or("method", Kind::Words(&["S256", "plain", "S256-hex"]), "\"S256\"", "RFC 7636"),
    ],
    others: None,
};

/// `offline`.
pub static OFFLINE: Table = Table {
    about: "what asks for a refresh token, or for one that needs none",
    keys: &[
        key("scopes", TEXTS, "scopes that are added"),
        key("parameters", PARAMETERS, "parameters that are added to the authorization request"),
        or(
            "default",
            TRUTH,
            "true",
            "whether it is asked for unless the application says otherwise",
        ),
        key(
            "expiry",
            Kind::Words(&["never"]),
            "what it gives is an access token that never expires, unless the answer says when; it takes no refresh grant then",
        ),
    ],
    others: None,
};

/// `[grants.implicit]`.
pub static IMPLICIT: Table = Table {
    about: "a browser, a token in the fragment",
    keys: &[
        DESCRIPTION,
        or(
            "response_type",
            Kind::Words(&["token", "id_token", "id_token token"]),
            "\"token\"",
            "what comes back: an access token, an ID token alone, or both (OpenID Connect Core, 3.2)",
        ),
        or(
            "response_mode",
            Kind::Words(&["fragment", "form_post"]),
            "\"fragment\", which is not said",
            "how it comes back, said in the request",
        ),
        BROWSER,
        RESOURCE,
        RENEW,
    ],
    others: None,
};

/// `[grants.password]` and `[grants.client_credentials]`.
pub static TOKEN_GRANT: Table = Table {
    about: "one token request",
    keys: &[DESCRIPTION, TOKEN, RESOURCE, GIVEN, RENEW],
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
        TOKEN,
        RENEW,
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
        TOKEN,
        RENEW,
    ],
    others: None,
};

/// `[grants.refresh_token]`.
pub static REFRESH_TOKEN: Table = Table {
    about: "a new token for an old one",
    keys: &[
        DESCRIPTION,
        TOKEN,
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
        TOKEN,
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
        TOKEN,
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

/// `[scopes]`.
pub static SCOPES: Table = Table {
    about: "the scopes and how they are asked for",
    keys: &[
        or("separator", Kind::Text, "\" \"", "what stands between two (RFC 6749, 3.3)"),
        or("answer_separator", Kind::Text, "the same", "what stands between two in answers"),
        or(
            "encoding",
            Kind::Words(&["form", "percent", "raw"]),
            "\"form\"",
            "how the list is written in a URL",
        ),
        key("required", TEXTS, "scopes that go with every authorization"),
        key("default", TEXTS, "scopes that are asked for when the application names none"),
        key("forbidden", TEXTS, "scopes that must not be asked for"),
        key("implies", Kind::Named(&TEXTS), "a scope, and those that are granted with it"),
        LIST,
        key(
            "combine",
            Kind::Table(&COMBINE),
            "scopes made of parts: each of the first with each of the second …",
        ),
        key("sets", Kind::Tables(&SCOPE_SET), "further lists, each used as `{scopes.name}`"),
    ],
    others: None,
};

static SCOPE_OR_TEXT: Kind = Kind::Either(&[Kind::Text, Kind::Table(&SCOPE)]);
const LIST: Key = key("list", Kind::Named(&SCOPE_OR_TEXT), "the scopes and what they allow");

/// `[scopes.list]`, the long form.
pub static SCOPE: Table = Table {
    about: "a scope",
    keys: &[
        DESCRIPTION,
        key("rust_name", Kind::Text, "its name in Rust, where two would be the same"),
    ],
    others: None,
};

/// `[scopes.combine]`.
pub static COMBINE: Table = Table {
    about: "scopes made of parts",
    keys: &[
        must("parts", Kind::List(&Kind::List(&Kind::Text)), "lists of parts"),
        or("separator", Kind::Text, "\":\"", "what stands between parts"),
    ],
    others: None,
};

/// `[scopes.sets.x]`.
pub static SCOPE_SET: Table =
    Table { about: "a further list of scopes", keys: &[DESCRIPTION, LIST], others: None };
