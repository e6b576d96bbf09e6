//! OpenID Connect: ID tokens, and what is said about the user.

use super::{FIELD, JWT_ALGORITHMS, Kind, Table, key, or};

/// `[id_token]`.
pub static ID_TOKEN: Table = Table {
    about: "what an ID token must be",
    keys: &[
        or(
            "issuer",
            Kind::Url,
            "endpoints.issuer",
            "who must have issued it; may hold `{claims.x}`",
        ),
        or(
            "algorithms",
            Kind::List(&JWT_ALGORITHMS),
            "[\"RS256\"]",
            "how it may be signed: `HS…` with the client's secret, others with a key of `endpoints.jwks`",
        ),
        or(
            "nonce",
            Kind::Words(&["required", "not_returned"]),
            "\"required\" where the authorization request sends `{nonce}`",
            "whether it must repeat the `nonce` of its authorization",
        ),
        or("expected", super::TRUTH, "true", "whether it must come where `openid` was asked for"),
        or("audience", Kind::Template, "\"{client_id}\"", "whom it must be for"),
        or("leeway", Kind::Duration, "\"1m\"", "by how much clocks may differ"),
        key("claims", Kind::Tables(&FIELD), "claims that the application gets typed"),
    ],
    others: None,
};

/// `[userinfo]`.
pub static USERINFO: Table = Table {
    about: "what the userinfo endpoint answers",
    keys: &[
        key(
            "signed",
            Kind::List(&JWT_ALGORITHMS),
            "the algorithms of an answer that is a signed JWT",
        ),
        key("fields", Kind::Tables(&FIELD), "claims that the application gets typed"),
    ],
    others: None,
};
