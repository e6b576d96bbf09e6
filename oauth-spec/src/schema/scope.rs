//! Scopes, and how they are asked for.

use super::{DESCRIPTION, Key, Kind, TEXTS, Table, key, must, or};

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
        key(
            "default",
            TEXTS,
            "scopes that authorizations, devices, CIBA and passwords ask for when the application names none",
        ),
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
