//! Signatures and computed values.

use super::answer::TIME_FORMAT;
use super::{DESCRIPTION, Key, Kind, PARAMETERS, TEXTS, TRUTH, Table, key, must, or};

pub(super) const JWT_ALGORITHMS: Kind = Kind::Words(&[
    "HS256", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
    "EdDSA",
]);
const KEY: Key = key("key", Kind::Template, "the key: a name, or a template");
const KEY_ENCODING_KIND: Kind = Kind::Either(&[
    Kind::Words(&["utf8", "base64", "hex", "pem", "sha256", "sha1"]),
    Kind::Table(&DERIVED),
]);
const KEY_ENCODING: Key = or(
    "key_encoding",
    KEY_ENCODING_KIND,
    "`\"utf8\"`; `\"pem\"` with public keys",
    "what the text of the key stands for",
);
const QUERY: Key = key(
    "query",
    Kind::Table(&CANONICAL),
    "how `{request.query}` and `{request.parameters}` are written",
);

const SHORT_PLACE: Key = key("parameter", Kind::Text, "short for `in = { query = \"…\" }`");
const PLACE_KIND: Kind = Kind::Either(&[Kind::Words(&["body"]), Kind::Table(&SIGNATURE_PLACE)]);
const PLACE: Key = key(
    "in",
    PLACE_KIND,
    "where the signature is; `body`: the whole body of a webhook is the signed JWT",
);
const PREFIX: Key = key("prefix", Kind::Text, "what stands before it");
const PAIRS: Key =
    key("pairs", Kind::Table(&SIGNATURE_PAIRS), "it is the value of a key in a list of pairs");
const VERSIONS: Key =
    key("versions", Kind::Text, "it is one of a list of `version,signature`; this version counts");
const PAYLOAD: Key = key("payload", TRUTH, "it stands before a dot, and what is signed behind");
const ALGORITHM: Key = must(
    "algorithm",
    Kind::Words(&[
        "hmac-sha256",
        "hmac-sha512",
        "hmac-sha1",
        "hmac-md5",
        "sha256",
        "sha512",
        "sha1",
        "md5",
        "none",
        "ed25519",
        "rsa-sha256",
        "rsa-pss-sha256",
        "ecdsa-p256-sha256",
        "jwt",
    ]),
    "how it is made; SHA-1 and MD5 are weak, for providers that want them",
);
const MESSAGE: Key =
    key("message", Kind::Template, "what is signed: `raw-query`, `sorted-query` or a template");
const ENCODING: Key = or(
    "encoding",
    Kind::Either(&[
        Kind::Words(&["auto", "hex", "hex-upper", "base64", "base64url", "text"]),
        Kind::Template,
    ]),
    "`\"auto\"`; `\"text\"` with `none`",
    "how it is written; a template of one variable whose values are these words is fine too",
);
const TIMESTAMP: Key = key("timestamp", Kind::Table(&TIME_WINDOW), "the time that is signed");
const REPLAY: Key = key("replay_id", Kind::Text, "what tells one delivery from another");
const ALGORITHMS: Key =
    key("algorithms", Kind::List(&JWT_ALGORITHMS), "with `jwt`: the algorithms that are taken");
const AUDIENCE: Key = key("audience", Kind::Template, "with `jwt`: what `aud` must be");
const ISSUER: Key = key("issuer", Kind::Template, "with `jwt`: what `iss` must be");
const HASH: Key =
    key("body_hash_claim", Kind::Text, "with `jwt`: the claim that is the SHA-256 of the body");

/// `[callback.signature]` and `[token.signature]`.
pub static SIGNATURE: Table = Table {
    about: "a signature, and what it must be",
    keys: &[
        SHORT_PLACE,
        PLACE,
        PREFIX,
        PAIRS,
        VERSIONS,
        PAYLOAD,
        ALGORITHM,
        KEY,
        KEY_ENCODING,
        MESSAGE,
        QUERY,
        ENCODING,
        TIMESTAMP,
        REPLAY,
        ALGORITHMS,
        AUDIENCE,
        ISSUER,
        HASH,
    ],
    others: None,
};

/// `[webhooks]`.
pub const WEBHOOKS: Kind = Kind::Tables(&WEBHOOK);

/// `[webhooks.x]`.
pub static WEBHOOK: Table = Table {
    about: "how the provider signs what it sends by itself",
    keys: &[
        DESCRIPTION,
        key(
            "keys",
            Kind::Either(&[Kind::Url, Kind::Table(&PUBLISHED_KEYS)]),
            "where the provider publishes its public keys; nobody gives a secret then",
        ),
        SHORT_PLACE,
        PLACE,
        PREFIX,
        PAIRS,
        VERSIONS,
        PAYLOAD,
        ALGORITHM,
        KEY,
        KEY_ENCODING,
        MESSAGE,
        QUERY,
        ENCODING,
        TIMESTAMP,
        REPLAY,
        ALGORITHMS,
        AUDIENCE,
        ISSUER,
        HASH,
    ],
    others: None,
};

/// `keys` of a webhook, the long form.
pub static PUBLISHED_KEYS: Table = Table {
    about: "public keys that the provider publishes",
    keys: &[
        must("url", Kind::Url, "where they are: a JWK Set (RFC 7517), a JWK, or a key in PEM"),
        key("path", Kind::Text, "the path of the member of a JSON document that holds them"),
    ],
    others: None,
};

/// `in` of a signature.
pub static SIGNATURE_PLACE: Table = Table {
    about: "where a signature is; one of these",
    keys: &[
        key("query", Kind::Text, "a parameter of the query or of the callback"),
        key("header", Kind::Text, "a header"),
        key("headers", Kind::Text, "headers that begin so and end in 1, 2, …"),
        key("form", Kind::Text, "a parameter of the form body"),
        key("json", Kind::Text, "the path of a member of the JSON body or answer"),
    ],
    others: None,
};

/// `pairs` of a signature.
pub static SIGNATURE_PAIRS: Table = Table {
    about: "a list of pairs",
    keys: &[
        must("key", Kind::Text, "the key of the signature"),
        or("separator", Kind::Text, "\",\"", "what stands between pairs"),
    ],
    others: None,
};

/// `query` of a signature.
pub static CANONICAL: Table = Table {
    about: "how parameters are written as one text",
    keys: &[
        or("order", Kind::Words(&["received", "name"]), "\"received\"", "the order of the pairs"),
        key("remove", TEXTS, "names that are left out, beside the signature's"),
        key("only", TEXTS, "the only names that count; `user_*` for all that begin so"),
        or(
            "values",
            Kind::Words(&["raw", "decoded", "percent", "form", "delimiters"]),
            "\"raw\"",
            "how names and values are written",
        ),
        or(
            "repeated",
            Kind::Words(&["each", "comma", "json"]),
            "\"each\"",
            "what becomes of a name that is there more than once",
        ),
        or("pair", Kind::Text, "\"=\"", "what stands between a name and its value"),
        or("join", Kind::Text, "\"&\"", "what stands between pairs"),
    ],
    others: None,
};

/// `key_encoding` as a table.
pub static DERIVED: Table = Table {
    about: "a derived key",
    keys: &[key("hmac-sha256", Kind::Text, "the HMAC of the key's text, keyed with this")],
    others: None,
};

/// `timestamp` of a signature.
pub static TIME_WINDOW: Table = Table {
    about: "the time that is signed",
    keys: &[
        must("value", Kind::Text, "where it is"),
        or("format", TIME_FORMAT, "\"unix\"", "how it is written"),
        must("max_age", Kind::Duration, "how old it may be"),
        or("max_ahead", Kind::Duration, "`max_age`", "how far it may be ahead"),
    ],
    others: None,
};

/// `[computed]`.
pub const COMPUTED: Kind = Kind::Named(&COMPUTED_VALUE);

static COMPUTED_VALUE: Kind =
    Kind::Either(&[Kind::Table(&COMPUTED_DIGEST), Kind::Table(&COMPUTED_JWT)]);

/// `[computed.x]` without `jwt`.
pub static COMPUTED_DIGEST: Table = Table {
    about: "a value made of other values",
    keys: &[
        DESCRIPTION,
        or(
            "algorithm",
            Kind::Words(&[
                "none",
                "hmac-sha256",
                "hmac-sha512",
                "hmac-sha1",
                "hmac-md5",
                "sha256",
                "sha512",
                "sha1",
                "md5",
                "ed25519",
                "rsa-sha256",
                "rsa-pss-sha256",
                "ecdsa-p256-sha256",
            ]),
            "\"none\"",
            "how it is made; the last four with a private key of the client. SHA-1 and MD5 are weak, for providers that want them",
        ),
        KEY,
        or(
            "key_encoding",
            KEY_ENCODING_KIND,
            "`\"utf8\"`; `\"pem\"` with private keys",
            "what the text of the key stands for",
        ),
        must("message", Kind::Template, "what it is made of"),
        QUERY,
        key(
            "base_path",
            Kind::Text,
            "what `{request.path}` and `{request.target}` are written without: `\"/rest\"`",
        ),
        or(
            "encoding",
            Kind::Either(&[
                Kind::Words(&["hex", "hex-upper", "base64", "base64url", "text"]),
                Kind::Template,
            ]),
            "`\"hex\"`; `\"text\"` without an algorithm",
            "how it is written; a template of one variable whose values are these words is fine too",
        ),
    ],
    others: None,
};

/// `[computed.x]` with `jwt`.
pub static COMPUTED_JWT: Table = Table {
    about: "a signed token (RFC 7519)",
    keys: &[
        DESCRIPTION,
        must("jwt", JWT_ALGORITHMS, "its algorithm"),
        must("key", Kind::Template, "the key: a variable with a PEM, or a secret for `HS…`"),
        or("lifetime", Kind::Duration, "\"5m\"", "how long it is good for"),
        key("header", PARAMETERS, "header parameters beyond `alg` and `typ`"),
        key("claims", PARAMETERS, "claims beyond `iat`, `exp`, `jti`"),
    ],
    others: None,
};
