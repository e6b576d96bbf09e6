//! What stands beside the grants: pages of consent, authorization details, variants.

use super::{
    CONDITION, DESCRIPTION, FIELD, FIELDS, Kind, PARAMETERS, PLACES, TEXTS, Table, key, must, or,
};

/// `[consents]`.
pub const CONSENTS: Kind = Kind::Tables(&CONSENT);

/// `[consents.x]`.
pub static CONSENT: Table = Table {
    about: "a page that gives consent and no code",
    keys: &[
        DESCRIPTION,
        must("endpoint", Kind::Url, "where the browser is sent"),
        or("parameters", PARAMETERS, "client_id, redirect_uri, state", "what it is sent away with"),
        key(
            "success",
            CONDITION,
            "what a good callback says; any without an error is good otherwise",
        ),
        FIELDS,
    ],
    others: None,
};

/// `[authorization_details]`.
pub const AUTHORIZATION_DETAILS: Kind = Kind::Tables(&AUTHORIZATION_DETAIL);

/// `[authorization_details.x]`.
pub static AUTHORIZATION_DETAIL: Table = Table {
    about: "a type of authorization details, by its `type` on the wire (RFC 9396)",
    keys: &[
        DESCRIPTION,
        key("rust_name", Kind::Text, "its name in Rust; made from the type otherwise"),
        key(
            "fields",
            Kind::Tables(&FIELD),
            "its members beyond `type`; they are sent and read, and so have no `path`, `from`, `when`, `equals` or `pattern`",
        ),
    ],
    others: None,
};

/// `[variants]`.
pub const VARIANTS: Kind = Kind::Tables(&VARIANT);

/// `[variants.x]`.
pub static VARIANT: Table = Table {
    about: "another way to write requests",
    keys: &[
        DESCRIPTION,
        key("grants", TEXTS, "the grants it concerns; all of them otherwise"),
        key("authorization_endpoint", Kind::Url, "where the browser is sent instead"),
        key("endpoint", Kind::Url, "where token requests go instead"),
        key("parameters_in", PLACES, "where their parameters are written instead"),
    ],
    others: None,
};
