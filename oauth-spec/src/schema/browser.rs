//! The ways to a token through a browser.

use super::grant::{GIVEN, RENEW, RESOURCE, TOKEN_REQUESTED};
use super::{
    AUTHORIZATION_REQUEST, DESCRIPTION, JWT_ALGORITHMS, Key, Kind, PARAMETERS, TEXTS, TRUTH, Table,
    key, must, or,
};

const BROWSER: Key = key(
    "authorization_request",
    Kind::Table(&AUTHORIZATION_REQUEST),
    "how the authorization request differs",
);

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
        TOKEN_REQUESTED,
        RESOURCE,
        key(
            "offline",
            Kind::Table(&OFFLINE),
            "what asks for a refresh token, or for an access token that needs none",
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
    about: "what asks for a refresh token, or for an access token that needs none",
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
    about: "a browser that brings the token itself",
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
