//! The file itself, the provider, its documents, variables and environments.

use super::{
    API, AUTHORIZATION_DETAILS, CALLBACK, CALLS, CLIENT, COMPUTED, CONSENTS, DESCRIPTION,
    DISCOVERY, ENDPOINTS, ERRORS, GRANTS, ID_TOKEN, INTROSPECTION, Kind, OPERATION,
    PARAMETER_NAMES, SCOPES, TOKEN, TOKEN_REQUEST, Table, USERINFO, VARIANTS, WEBHOOKS, WHOLE, key,
    must, or,
};

/// A provider file.
pub static FILE: Table = Table {
    about: "a provider file",
    keys: &[
        must("schema", Kind::Integer(1, 1), "the version of the language"),
        key("extends", Kind::Text, "the name of the provider that this one is a variant of"),
        must("provider", Kind::Table(&PROVIDER), "who it is"),
        key("documents", Kind::Tables(&DOCUMENT), "where the facts come from"),
        key(
            "seen",
            Kind::Named(&Kind::Text),
            "keys of this file that only public catalogues state, and which",
        ),
        key(
            "unconfirmed",
            Kind::Named(&Kind::Text),
            "keys of this file that nobody states, and why they are so",
        ),
        key(
            "variables",
            Kind::Tables(&VARIABLE),
            "what only the application knows, used as `{name}`",
        ),
        key(
            "environments",
            Kind::Tables(&ENVIRONMENT),
            "values for variables; the first is the default",
        ),
        key("client", Kind::Table(&CLIENT), "what a client is and how it authenticates"),
        key(
            "parameter_names",
            PARAMETER_NAMES,
            "other names for standard parameters, in every request",
        ),
        key("endpoints", Kind::Table(&ENDPOINTS), "where the provider listens"),
        key("discovery", Kind::Table(&DISCOVERY), "metadata that is read at run time (RFC 8414)"),
        key("token_request", Kind::Table(&TOKEN_REQUEST), "what holds for every token request"),
        key(
            "grants",
            Kind::Table(&GRANTS),
            "the ways to a token; one that is missing does not exist",
        ),
        key("consents", CONSENTS, "pages that give consent and no code"),
        key(
            "authorization_details",
            AUTHORIZATION_DETAILS,
            "what exactly may be asked for, where a scope is too coarse (RFC 9396)",
        ),
        key("variants", VARIANTS, "other ways to write requests, chosen at run time by name"),
        key("scopes", Kind::Table(&SCOPES), "the scopes and how they are asked for"),
        key("token", Kind::Table(&TOKEN), "what token answers hold and how long tokens live"),
        key("callback", Kind::Table(&CALLBACK), "what comes back through the browser"),
        key("errors", Kind::Table(&ERRORS), "what a refusal looks like"),
        key("computed", COMPUTED, "values made of other values, used as `{computed.name}`"),
        key("api", Kind::Table(&API), "how API calls carry the token"),
        key("calls", CALLS, "calls that belong to connecting"),
        key("revocation", Kind::Table(&OPERATION), "how a token is revoked (RFC 7009)"),
        key("introspection", Kind::Table(&INTROSPECTION), "how a token is asked about (RFC 7662)"),
        key("webhooks", WEBHOOKS, "how the provider signs what it sends by itself"),
        key("id_token", Kind::Table(&ID_TOKEN), "what an ID token must be (OpenID Connect)"),
        key("userinfo", Kind::Table(&USERINFO), "what is said about the user (OpenID Connect)"),
        key("lint", Kind::Table(&LINT), "what `cargo oauth check` warns of, and is meant"),
    ],
    others: None,
};

/// `[lint]`.
pub static LINT: Table = Table {
    about: "warnings that are not given",
    keys: &[key(
        "allow",
        Kind::Named(&Kind::Text),
        "names of lints, and why what they say is meant",
    )],
    others: None,
};

/// `[provider]`.
pub static PROVIDER: Table = Table {
    about: "who the provider is",
    keys: &[
        must("name", Kind::Text, "its name in files and code: lower case, digits, `-` and `_`"),
        or("title", Kind::Text, "the name", "its name as people write it"),
        key("about", Kind::Text, "one sentence about it"),
        key("docs", Kind::Text, "the address of its documentation, when one is enough"),
    ],
    others: None,
};

/// `[documents.x]`.
pub static DOCUMENT: Table = Table {
    about: "a document that facts come from",
    keys: &[must("title", Kind::Text, "what it is called"), key("url", Kind::Text, "where it is")],
    others: None,
};

/// `[variables.x]`.
pub static VARIABLE: Table = Table {
    about: "what only the application knows",
    keys: &[
        or(
            "type",
            Kind::Words(&["label", "hostname", "url", "string", "integer", "enum"]),
            "\"string\"",
            "what may stand in it, so that it cannot leave its place",
        ),
        DESCRIPTION,
        key(
            "values",
            Kind::Either(&[Kind::List(&Kind::Text), Kind::Named(&Kind::Text)]),
            "with `enum`: the values, or names and the texts that are sent for them",
        ),
        key(
            "default",
            Kind::Either(&[Kind::Template, WHOLE]),
            "the value when nobody gives one; may be made of variables above it, and a number for an `integer`",
        ),
        key(
            "pattern",
            Kind::Text,
            "what the whole text must look like: characters and sets (`[a-z0-9_]`), each repeated by `*`, `+`, `?`, \
             `{2}` or `{1,3}`; `\\` takes the next one as it is",
        ),
    ],
    others: None,
};

/// `[environments.x]`.
pub static ENVIRONMENT: Table = Table {
    about: "values for variables, which are numbers for an `integer`",
    keys: &[DESCRIPTION],
    others: Some(Kind::Either(&[Kind::Text, WHOLE])),
};
