//! What comes back: token answers, fields, callbacks, errors.

use super::{DESCRIPTION, Key, Kind, SIGNATURE, TEXT_OR_TEXTS, TEXTS, TRUTH, Table, key, must, or};

const FORMAT: Key =
    or("format", Kind::Words(&["json", "form", "jsonp"]), "\"json\"", "the notation of the body");
const ROOT: Key = key("root", Kind::Text, "the path of the object that holds the token");
const ACCESS: Key = or("access_token", Kind::Text, "\"access_token\"", "where the access token is");
const KIND: Key =
    or("token_type", Kind::Text, "\"token_type\"", "where the type is; requests never follow it");
const REFRESH: Key =
    or("refresh_token", Kind::Text, "\"refresh_token\"", "where the refresh token is");
const SCOPE: Key =
    or("scope", Kind::Text, "\"scope\"", "where the granted scopes are, as a text or a list");
const IDENTITY: Key = or("id_token", Kind::Text, "\"id_token\"", "where the ID token is");
const NAMES: Key =
    key("names", Kind::Words(&["camelCase"]), "how the standard members are written");
const EXPIRY_KIND: Kind = Kind::Either(&[
    Kind::Words(&["expires_in", "never", "lifetime", "jwt", "introspection"]),
    Kind::Table(&MOMENT),
]);
const EXPIRY: Key = or("expiry", EXPIRY_KIND, "\"expires_in\"", "when the access token expires");
const REFRESH_EXPIRY: Key =
    key("refresh_token_expiry", Kind::Table(&MOMENT), "when the refresh token expires");

/// `answer` of a request.
pub static ANSWER: Table = Table {
    about: "how a token answer is written",
    keys: &[FORMAT, ROOT, ACCESS, KIND, REFRESH, SCOPE, IDENTITY, NAMES, EXPIRY, REFRESH_EXPIRY],
    others: None,
};

/// `device_answer`.
pub static DEVICE_ANSWER: Table = Table {
    about: "how the answer with the codes is written (RFC 8628, 3.2)",
    keys: &[
        FORMAT,
        key("root", Kind::Text, "the path of the object that holds the codes"),
        or("device_code", Kind::Text, "\"device_code\"", "where the device code is"),
        or("user_code", Kind::Text, "\"user_code\"", "where the user code is"),
        or(
            "verification_uri",
            Kind::Text,
            "\"verification_uri\"",
            "where the address is that the user goes to",
        ),
        or(
            "verification_uri_complete",
            Kind::Text,
            "\"verification_uri_complete\"",
            "where the same is with the user code in it",
        ),
        or(
            "expires_in",
            Kind::Either(&[Kind::Text, Kind::Table(&LENGTH)]),
            "\"expires_in\"",
            "where the codes' lifetime is",
        ),
        or("interval", Kind::Text, "\"interval\"", "where the seconds between two polls are"),
    ],
    others: None,
};

/// `[token]`.
pub static TOKEN: Table = Table {
    about: "what token answers hold and how long tokens live",
    keys: &[
        FORMAT,
        ROOT,
        ACCESS,
        KIND,
        REFRESH,
        SCOPE,
        IDENTITY,
        NAMES,
        EXPIRY,
        REFRESH_EXPIRY,
        key("lifetime", Kind::Duration, "the documented lifetime of an access token"),
        key("refresh_token_lifetime", Kind::Duration, "the documented lifetime of a refresh token"),
        key(
            "refresh_token_idle",
            Kind::Duration,
            "how long a refresh token lives without being used",
        ),
        key("renew_before", Kind::Duration, "how long before the expiry a session renews"),
        FIELDS,
        key("signature", Kind::Table(&SIGNATURE), "how the answer is signed"),
    ],
    others: None,
};

/// How a point in time is written.
pub(super) const TIME_FORMAT: Kind = Kind::Either(&[
    Kind::Words(&["unix", "unix_ms", "rfc3339", "date_time"]),
    Kind::Zoned("date_time"),
]);

const UNITS: Kind = Kind::Words(&["s", "ms", "min"]);

/// An `expires_in` that does not count seconds.
pub static LENGTH: Table = Table {
    about: "a member that says how long",
    keys: &[
        must("in", Kind::Text, "the path of a length of time"),
        or("unit", UNITS, "\"s\"", "what it counts"),
    ],
    others: None,
};

/// An `expiry` that is a member of the answer.
pub static MOMENT: Table = Table {
    about: "a member that says when",
    keys: &[
        key("in", Kind::Text, "the path of a length of time"),
        or("unit", UNITS, "\"s\"", "with `in`: what it counts"),
        key("at", Kind::Text, "the path of a point in time"),
        or("format", TIME_FORMAT, "\"unix\"", "with `at`: how it is written"),
        key("zero", Kind::Words(&["never"]), "zero means that it never expires"),
    ],
    others: None,
};

/// Fields of an answer.
pub const FIELDS: Key =
    key("fields", Kind::Tables(&FIELD), "fields that the standards do not know");

/// A field.
pub static FIELD: Table = Table {
    about: "a field that the standards do not know",
    keys: &[
        or(
            "type",
            Kind::Words(&[
                "string", "integer", "number", "boolean", "object", "any", "label", "hostname",
                "url", "token",
            ]),
            "\"string\"",
            "its type",
        ),
        or("list", TRUTH, "false", "whether it is a list of these"),
        or(
            "path",
            TEXT_OR_TEXTS,
            "the name",
            "where it is: names and list numbers, joined by dots; of several the first that is there; `*` is the \
             element that `when` chooses",
        ),
        or(
            "from",
            Kind::Words(&["answer", "access_token", "id_token", "header"]),
            "\"answer\"",
            "what it is read from",
        ),
        key(
            "when",
            Kind::OneOrMore(&CONDITION),
            "what makes it be there, if other members do; any of several",
        ),
        key("enum", TEXTS, "the texts it can be"),
        key("under", TEXTS, "with `hostname` and `url`: the host, or what it ends in"),
        key("equals", Kind::Template, "what it must be"),
        key("pattern", Kind::Text, "what its text must look like, as `pattern` of `[variables.x]`"),
        or(
            "required",
            TRUTH,
            "false",
            "whether an answer without it is refused; with `when`: where that holds",
        ),
        or("secret", TRUTH, "false", "with `string`: never printed, wiped when dropped"),
        DESCRIPTION,
        key("rust_name", Kind::Text, "its name in Rust"),
        key("fields", Kind::Tables(&FIELD), "with `object`: its members"),
    ],
    others: None,
};

const STATE_KIND: Kind = Kind::Either(&[Kind::Text, Kind::Table(&STATE)]);

/// `[callback]`.
pub static CALLBACK: Table = Table {
    about: "what comes back through the browser",
    keys: &[
        or("format", Kind::Words(&["query", "json"]), "\"query\"", "how it comes"),
        or("code", Kind::Text, "\"code\"", "where the code is"),
        or("state", STATE_KIND, "\"state\"", "where `state` is"),
        or("error", TEXT_OR_TEXTS, "\"error\"", "where the error is"),
        or("error_description", TEXT_OR_TEXTS, "\"error_description\"", "where its description is"),
        key("error_codes", Kind::Named(&Kind::Text), "the provider's error codes, and the RFC's"),
        or(
            "repeated_parameters",
            Kind::Words(&["refuse", "last"]),
            "\"refuse\"",
            "what a parameter that comes twice means",
        ),
        or(
            "iss",
            Kind::Words(&["optional", "required"]),
            "\"optional\"",
            "whether `iss` must be there (RFC 9207)",
        ),
        FIELDS,
        key("signature", Kind::Table(&SIGNATURE), "how the callback is signed"),
    ],
    others: None,
};

/// `callback.state`, the long form.
pub static STATE: Table = Table {
    about: "how `state` comes back",
    keys: &[
        or("name", Kind::Text, "\"state\"", "its name"),
        or(
            "use",
            Kind::Words(&["required", "provider_initiated", "redirect_uri"]),
            "\"required\"",
            "always; or not when the provider has started; or in the query of the redirect URI",
        ),
    ],
    others: None,
};

static LITERAL_OR_TEST: Kind = Kind::Either(&[Kind::Literal, Kind::Table(&TEST)]);
/// A condition, as `{ path = value }`.
pub static CONDITION: Kind = Kind::Named(&LITERAL_OR_TEST);

/// `[errors]`.
pub static ERRORS: Table = Table {
    about: "what a refusal looks like",
    keys: &[
        key(
            "when",
            Kind::OneOrMore(&CONDITION),
            "what makes an answer a refusal, whatever its status",
        ),
        or("code", TEXT_OR_TEXTS, "\"error\"", "where the error code is"),
        or("description", TEXT_OR_TEXTS, "\"error_description\"", "where its description is"),
        or("uri", Kind::Text, "\"error_uri\"", "where the page about it is"),
        key("codes", Kind::Named(&Kind::Text), "the provider's error codes, and the RFC's"),
        key(
            "statuses",
            Kind::Named(&Kind::Text),
            "HTTP statuses, and the RFC's codes that they stand for where an answer to a token request names none",
        ),
        key(
            "text",
            Kind::Words(&["code", "description"]),
            "what a refusal in bare text is, one that is neither JSON nor a form",
        ),
        FIELDS,
    ],
    others: None,
};

/// A condition, the long form.
pub static TEST: Table = Table {
    about: "what a member must be",
    keys: &[
        key("not", Kind::Literal, "there, and not this"),
        key("present", Kind::Boolean(Some(true)), "there"),
    ],
    others: None,
};
