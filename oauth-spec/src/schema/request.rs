//! Requests: what is left out, added, and where it is written.

use super::{ANSWER, JWT_ALGORITHMS, Key, Kind, TEXTS, Table, key, or};

/// The values of `parameters`.
pub const PARAMETERS: Kind = Kind::Named(&Kind::Any);
/// The values of `headers`.
pub const HEADERS: Kind = Kind::Named(&Kind::Template);
/// The places of parameters.
pub const PLACES: Kind = Kind::Words(&["form", "json", "query", "multipart"]);
/// The methods of token requests.
const TOKEN_METHODS: Kind = Kind::Words(&["POST", "GET", "PUT", "PATCH"]);
/// The methods of other requests.
pub const METHODS: Kind = Kind::Words(&["GET", "POST", "PUT", "PATCH", "DELETE"]);

const OMIT: Key = key("omit", TEXTS, "parameters of the standard request that are left out");
const ADDED: Key = key("parameters", PARAMETERS, "parameters that are added, or replaced in place");
const QUERY: Key =
    key("query", PARAMETERS, "parameters that are in the query, wherever the others are");
const SENT: Key = key("headers", HEADERS, "headers that are added");
const PLACE: Key = or("parameters_in", PLACES, "\"form\"", "where the parameters are written");
const METHOD: Key =
    or("method", TOKEN_METHODS, "\"POST\"", "the method; with `GET` the parameters are a query");
const WHO: Key = key(
    "authentication",
    Kind::Either(&[Kind::Text, Kind::Boolean(Some(false))]),
    "how the client authenticates here, instead of `client.authentication`; `false` sends nothing of the client",
);

/// `authorization_request`.
pub static AUTHORIZATION_REQUEST: Table = Table {
    about: "what the browser is sent away with",
    keys: &[
        key("endpoint", Kind::Url, "where it goes, instead of `endpoints.authorization`"),
        OMIT,
        ADDED,
    ],
    others: None,
};

/// `[token_request]`.
pub static TOKEN_REQUEST: Table = Table {
    about: "what holds for every token request, where its grant says nothing else",
    keys: &[
        METHOD,
        PLACE,
        WHO,
        key("omit", TEXTS, "parameters that are left out of the token requests that have them"),
        ADDED,
        SENT,
    ],
    others: None,
};

/// `request` of a grant.
pub static REQUEST: Table = Table {
    about: "how a token request differs from the standard one",
    keys: &[
        METHOD,
        key("endpoint", Kind::Url, "where it goes, instead of `endpoints.token`"),
        PLACE,
        WHO,
        OMIT,
        ADDED,
        QUERY,
        SENT,
        key(
            "answer",
            Kind::Table(&ANSWER),
            "how its answer is written, where that differs from `[token]`",
        ),
    ],
    others: None,
};

/// `device_authorization_request`.
pub static DEVICE_AUTHORIZATION_REQUEST: Table = Table {
    about: "how the request for a device code differs from RFC 8628, 3.1",
    keys: &[METHOD, PLACE, WHO, OMIT, ADDED, QUERY, SENT],
    others: None,
};

/// `backchannel_authentication_request`.
pub static BACKCHANNEL_AUTHENTICATION_REQUEST: Table = Table {
    about: "how the request that names a user differs from CIBA Core, 7.1",
    keys: DEVICE_AUTHORIZATION_REQUEST.keys,
    others: None,
};

const ASKS: Key = or(
    "authentication",
    Kind::Words(&["client", "access_token", "none"]),
    "\"client\"",
    "who asks",
);
const SHOWN: Key = key(
    "authorization",
    Kind::Template,
    "the `Authorization` header, instead of `api.authorization`; not where the client asks",
);
const HOW: Key =
    or("method", METHODS, "\"POST\"", "the method; with `GET` the parameters are a query");

/// `[revocation]`.
pub static OPERATION: Table = Table {
    about: "a request about a token",
    keys: &[ASKS, SHOWN, HOW, PLACE, OMIT, ADDED, SENT],
    others: None,
};

/// `[introspection]`.
pub static INTROSPECTION: Table = Table {
    about: "a question about a token",
    keys: &[
        ASKS,
        SHOWN,
        HOW,
        PLACE,
        OMIT,
        ADDED,
        SENT,
        key(
            "signed",
            Kind::List(&JWT_ALGORITHMS),
            "the algorithms of an answer that is a signed JWT (RFC 9701)",
        ),
    ],
    others: None,
};
