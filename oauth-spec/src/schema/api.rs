//! API calls, and the calls that belong to connecting.

use super::{
    DESCRIPTION, FIELDS, HEADERS, Kind, METHODS, PARAMETERS, PLACES, TEXTS, Table, key, must, or,
};

/// The status of an error.
const ERROR: Kind = Kind::Integer(400, 599);
/// The status of any answer but a redirection.
const STATUS: Kind = Kind::Integer(200, 599);

/// `[api]`.
pub static API: Table = Table {
    about: "how API calls carry the token",
    keys: &[
        or(
            "authorization",
            Kind::Either(&[Kind::Template, Kind::Boolean(Some(false))]),
            "\"Bearer {access_token}\"",
            "the `Authorization` header; `false` for none",
        ),
        key("headers", HEADERS, "headers of every call"),
        key("query", PARAMETERS, "parameters added to the query of every call"),
        key("form", PARAMETERS, "parameters added to the form body of every call"),
        key("json", PARAMETERS, "members added to the JSON body of every call, instead of `form`"),
        key("expired", Kind::Table(&EXPIRED), "what an answer to an expired token looks like"),
        or("rate_limited", Kind::List(&ERROR), "[429]", "the statuses that mean too many calls"),
    ],
    others: None,
};

/// `api.expired`.
pub static EXPIRED: Table = Table {
    about: "what an answer to an expired token looks like",
    keys: &[
        or("status", Kind::OneOrMore(&STATUS), "401", "the status"),
        or(
            "error",
            TEXTS,
            "[\"invalid_token\"]",
            "error codes that mean it; `[]`: no code tells it apart, the status alone does",
        ),
        or("error_description", TEXTS, "[]", "words of the description that mean it"),
    ],
    others: None,
};

/// `[calls]`.
pub const CALLS: Kind = Kind::Tables(&CALL);

/// `[calls.x]`.
pub static CALL: Table = Table {
    about: "one request with a token, and what is read from its answer",
    keys: &[
        DESCRIPTION,
        or(
            "when",
            Kind::Words(&["asked", "connected", "disconnect"]),
            "\"asked\"",
            "when it is made",
        ),
        key(
            "grants",
            TEXTS,
            "with `connected`: the grants after which it is made, if not after all",
        ),
        or("method", METHODS, "\"GET\"", "the method"),
        must("url", Kind::Template, "where it goes: an address, or a path from `endpoints.api`"),
        or(
            "authentication",
            Kind::Words(&["access_token", "client", "none"]),
            "\"access_token\"",
            "who asks",
        ),
        key(
            "authorization",
            Kind::Template,
            "the `Authorization` header, instead of `api.authorization`",
        ),
        or(
            "parameters_in",
            PLACES,
            "\"query\" with GET and DELETE, else \"form\"",
            "where its parameters are written",
        ),
        key("parameters", PARAMETERS, "its parameters"),
        key("headers", HEADERS, "its headers, beyond those of `[api]`"),
        or(
            "success",
            Kind::List(&ERROR),
            "[]",
            "statuses of errors that are good beside 2xx: what it asks for is so already",
        ),
        FIELDS,
    ],
    others: None,
};
