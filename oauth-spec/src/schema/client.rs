//! The client, the names of parameters, the endpoints.

use crate::Discovery;

use super::{
    DESCRIPTION, HEADERS, Key, Kind, PARAMETERS, TEXT_OR_TEXTS, TEXTS, TRUTH, Table, key, or,
};

/// `[client]`.
pub static CLIENT: Table = Table {
    about: "what a client is and how it authenticates",
    keys: &[
        or(
            "authentication",
            TEXT_OR_TEXTS,
            "\"client_secret_basic\"",
            "`none`, `client_secret_basic`, `client_secret_post`, `client_secret_jwt`, `private_key_jwt` (RFC 7591, 2), \
            `tls_client_auth`, `self_signed_tls_client_auth` (RFC 8705, 2) or the name of a method, or several, preferred \
            first",
        ),
        key(
            "assertion",
            Kind::Table(&ASSERTION),
            "what a client signs for `private_key_jwt` and `client_secret_jwt`, where it is not as usual",
        ),
        key(
            "dpop",
            Kind::Either(&[DPOP_ALGORITHM, Kind::Table(&DPOP)]),
            "tokens are bound to a key of the client (RFC 9449): the algorithm of its proofs, or more",
        ),
        or(
            "certificate",
            TRUTH,
            "false",
            "it shows a certificate where it connects, beside how it authenticates; tokens may be bound to that (RFC 8705, 3)",
        ),
        or(
            "id",
            Kind::Words(&["string", "integer"]),
            "\"string\"",
            "the type of `client_id`: an `integer` is a number in a JSON body",
        ),
        key("redirect_schemes", TEXTS, "the schemes of redirect URIs that are taken"),
        key("methods", Kind::Tables(&METHOD), "ways of the provider's own to authenticate"),
    ],
    others: None,
};

/// `[client.assertion]`.
pub static ASSERTION: Table = Table {
    about: "the token that a client signs to authenticate (RFC 7523, 2.2)",
    keys: &[
        or(
            "algorithm",
            super::JWT_ALGORITHMS,
            "as the key is",
            "how it is signed: `HS…` for `client_secret_jwt`, others for `private_key_jwt`",
        ),
        or("audience", Kind::Template, "endpoints.issuer, else endpoints.token", "whom it is for"),
        or("lifetime", Kind::Duration, "\"1m\"", "how long it is good for"),
        or("client_id", super::TRUTH, "false", "whether `client_id` is sent beside it"),
        key("header", PARAMETERS, "header parameters beyond `alg`; `typ` and `kid` are replaced"),
        key(
            "claims",
            PARAMETERS,
            "claims beyond `aud`, `iat`, `exp`, `jti`; `iss` and `sub` are replaced",
        ),
    ],
    others: None,
};

const DPOP_ALGORITHM: Kind =
    Kind::Words(&["ES256", "ES384", "EdDSA", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]);

/// `[client.dpop]`.
pub static DPOP: Table = Table {
    about: "tokens that are bound to a key of the client (RFC 9449)",
    keys: &[
        or("algorithm", DPOP_ALGORITHM, "\"ES256\"", "how proofs are signed"),
        or("required", super::TRUTH, "true", "whether a token that is not bound is refused"),
        or(
            "code_binding",
            super::TRUTH,
            "true",
            "whether the authorization request says which key it will be: `dpop_jkt`",
        ),
    ],
    others: None,
};

/// `[client.methods.x]`.
pub static METHOD: Table = Table {
    about: "a way of the provider's own to authenticate",
    keys: &[
        DESCRIPTION,
        key("headers", HEADERS, "headers that are sent; `authorization` may be one"),
        key("parameters", PARAMETERS, "parameters that are sent, the client's id included"),
    ],
    others: None,
};

/// `[parameter_names]`.
pub const PARAMETER_NAMES: Kind =
    Kind::Either(&[Kind::Words(&["camelCase"]), Kind::Table(&RENAMED)]);

/// `[parameter_names]` as a table.
pub static RENAMED: Table = Table {
    about: "other names for standard parameters",
    keys: &[
        renamed("client_id"),
        renamed("client_secret"),
        renamed("redirect_uri"),
        renamed("response_type"),
        renamed("scope"),
        renamed("state"),
        renamed("nonce"),
        renamed("code"),
        renamed("grant_type"),
        renamed("refresh_token"),
        renamed("code_challenge"),
        renamed("code_challenge_method"),
        renamed("code_verifier"),
        renamed("username"),
        renamed("password"),
        renamed("token"),
    ],
    others: None,
};

const fn renamed(name: &'static str) -> Key {
    key(name, Kind::Text, "its name here")
}

/// `[endpoints]`.
pub static ENDPOINTS: Table = Table {
    about: "where the provider listens",
    keys: &[
        key(
            "issuer",
            Kind::Url,
            "who answers (RFC 8414, 2); a callback's `iss` must be it (RFC 9207)",
        ),
        key("authorization", Kind::Url, "where the browser is sent (RFC 6749, 3.1)"),
        key("token", Kind::Url, "where tokens are asked for (RFC 6749, 3.2)"),
        key("revocation", Kind::Url, "where tokens are revoked (RFC 7009, 2)"),
        key("introspection", Kind::Url, "where tokens are asked about (RFC 7662, 2)"),
        key("device_authorization", Kind::Url, "where device codes are asked for (RFC 8628, 3.1)"),
        key(
            "pushed_authorization_request",
            Kind::Url,
            "where authorization requests are pushed before the browser is sent away (RFC 9126, 2)",
        ),
        key("backchannel_authentication", Kind::Url, "where users are named (CIBA Core, 7)"),
        key("registration", Kind::Url, "where clients are registered (RFC 7591, 3)"),
        key("api", Kind::Url, "the base of API calls; the token is sent to its origin only"),
        key("jwks", Kind::Url, "the public keys that ID tokens are signed with (RFC 7517, 5)"),
        key("userinfo", Kind::Url, "what is said about the user (OpenID Connect Core, 5.3)"),
        key("end_session", Kind::Url, "where the browser signs out (RP-Initiated Logout, 2)"),
    ],
    others: None,
};

/// `[discovery]`.
pub static DISCOVERY: Table = Table {
    about: "the metadata that names the endpoints which are left out, read at run time (RFC 8414)",
    keys: &[
        or(
            "kind",
            Kind::Words(&["oauth", "openid", "any"]),
            "\"oauth\"",
            "which well-known address the issuer has; `any`: they are tried in turn",
        ),
        key("url", Kind::Url, "where the document is, if not at a well-known address"),
        key(
            "ignore",
            Kind::List(&Kind::Words(Discovery::MEMBERS)),
            "members of the document that are not believed",
        ),
    ],
    others: None,
};
