//! The lints by name: what each finds, and what the standards say about it.

/// Something that a right file can say and that is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// Its name, which `[lint] allow` knows it by. It never changes.
    pub name: &'static str,
    /// What it finds, in a sentence without a full stop.
    pub about: &'static str,
    /// Why that is doubtful, with the section of a standard where one says so.
    pub says: &'static str,
}

/// Every lint, by name.
pub const LINTS: &[&Lint] = &[
    &CLAIM_AS_FIELD,
    &EMPTY_QUERY,
    &EXPLICIT_DEFAULT,
    &FUNCTION_SYNTAX,
    &HTTP_ENDPOINT,
    &IMPLICIT_GRANT,
    &MALFORMED_URL,
    &MISNAMED_TOKEN,
    &MISPLACED_PARAMETER,
    &NO_DOCUMENTS,
    &NO_EFFECT,
    &NO_PKCE,
    &NO_STATE,
    &OPTIONAL_IN_URL,
    &PASSWORD_GRANT,
    &PLAIN_PKCE,
    &PROVIDER_INITIATED,
    &REPEATED_ROOT,
    &RESPONSE_MODE,
    &SAME_ENDPOINT,
    &SECRET_IN_FILE,
    &SECRETLESS_CLIENT,
    &SHARED_TOKEN_ENDPOINT,
    &STRAY_DOLLAR,
    &TEST_HOST,
    &TOKEN_IN_QUERY,
    &TOKEN_TWICE,
    &UNCHECKED_NONCE,
    &UNCONFIRMED_ENDPOINT,
    &UNSENT_CODE,
    &UNSIGNED_BODY,
    &UNUSABLE_TOKEN,
    &UNUSED_ALLOWANCE,
    &UNUSED_LIFETIME,
    &UNUSED_SCOPES,
    &WORDED_SEPARATOR,
];

macro_rules! lints {
    ($($constant:ident = $name:literal, $about:literal, $says:literal;)*) => {
        $(pub(super) const $constant: Lint = Lint { name: $name, about: $about, says: $says };)*
    };
}

lints! {
    CLAIM_AS_FIELD = "claim-as-field",
        "a claim of a verified ID token as a field of the token answer",
        "claims count once the token is verified (OpenID Connect Core, 3.1.3.7); fields are what came, verified or not";
    EMPTY_QUERY = "empty-query",
        "a query that is signed and always empty",
        "what stands in a body is not in the URL's query: `{request.parameters}` is both";
    EXPLICIT_DEFAULT = "explicit-default",
        "a key that says what counts without it",
        "a file says how a provider differs; what it does not say is as the standards have it";
    FUNCTION_SYNTAX = "function-syntax",
        "a function as other languages write one",
        "a template puts values in places: the word and the brackets are sent, and the secret in them as it is";
    HTTP_ENDPOINT = "http-endpoint",
        "an endpoint without TLS",
        "endpoints take TLS (RFC 6749, 3.1 and 3.2; RFC 9700, 2.6)";
    IMPLICIT_GRANT = "implicit-grant",
        "the implicit grant is declared, or an access token beside a code",
        "clients should not use it: tokens leak from URLs, and who injects one is not noticed (RFC 9700, 2.1.2)";
    MALFORMED_URL = "malformed-url",
        "a doubled slash in a URL",
        "an address is compared and sent letter for letter (RFC 3986, 3.3)";
    MISNAMED_TOKEN = "misnamed-token",
        "a refresh token that is sent as an access token",
        "what is revoked is the refresh token, where there is one, and the access tokens with it (RFC 7009, 2.1)";
    MISPLACED_PARAMETER = "misplaced-parameter",
        "a parameter of the token request in the authorization request, or the other way round",
        "each request has parameters of its own (RFC 6749, 4.1.1 and 4.1.3)";
    NO_DOCUMENTS = "no-documents",
        "a provider without documents",
        "whoever reads the file cannot tell what its facts rest on";
    NO_EFFECT = "no-effect",
        "a key that changes nothing",
        "whoever reads it looks for a meaning that it does not have";
    NO_PKCE = "no-pkce",
        "the authorization code grant without PKCE",
        "public clients must use it, others should (RFC 9700, 2.1.1)";
    NO_STATE = "no-state",
        "an authorization without `state`, and without anything that does the same",
        "whoever sends a browser a code of their own is not noticed (RFC 6749, 10.12; RFC 9700, 4.7)";
    OPTIONAL_IN_URL = "optional-in-url",
        "an address made of a field that may be missing",
        "requests then fail long after the answer that it was missing from";
    PASSWORD_GRANT = "password-grant",
        "the password grant is declared",
        "it must not be used: the client sees the user's password (RFC 9700, 2.4)";
    PLAIN_PKCE = "plain-pkce",
        "PKCE with the method `plain`",
        "only `S256` keeps the verifier out of the authorization request (RFC 9700, 2.1.1)";
    PROVIDER_INITIATED = "provider-initiated",
        "callbacks that no authorization has asked for",
        "without `state` anyone can send a code to a user's browser (RFC 9700, 4.7)";
    REPEATED_ROOT = "repeated-root",
        "a path that begins with the root that it goes from",
        "paths go from `root`: the name would be there twice";
    RESPONSE_MODE = "response-mode",
        "an answer whose way back the client does not know",
        "more than a code never comes in the query (OAuth 2.0 Multiple Response Type Encoding Practices, 3.0 and 5)";
    SAME_ENDPOINT = "same-endpoint",
        "one address for authorization and for tokens",
        "browsers are sent to the one, the client asks the other (RFC 6749, 3)";
    SECRET_IN_FILE = "secret-in-file",
        "a value that looks like a secret",
        "this file becomes source code: credentials are confidential (RFC 6749, 2.3.1)";
    SECRETLESS_CLIENT = "secretless-client",
        "a secret that clients which register themselves do not have",
        "who registers with `none`, a key or a certificate is given no secret (RFC 7591, 2 and 3.2.1)";
    SHARED_TOKEN_ENDPOINT = "shared-token-endpoint",
        "two providers with one token endpoint",
        "what one of them learns of the endpoint the other does not";
    STRAY_DOLLAR = "stray-dollar",
        "a dollar sign before a hole",
        "other languages write holes so; here it is a character that is sent";
    TEST_HOST = "test-host",
        "a host for tests in the default environment",
        "applications that choose no environment would go there";
    TOKEN_IN_QUERY = "token-in-query",
        "the access token in the query of API calls",
        "URLs are logged and remembered (RFC 6750, 5.3; RFC 9700, 4.3.2)";
    TOKEN_TWICE = "token-twice",
        "the access token twice in every API call",
        "a request carries it in one way only (RFC 6750, 2)";
    UNCHECKED_NONCE = "unchecked-nonce",
        "a `nonce` that nothing compares",
        "it protects by being in the ID token that comes back (OpenID Connect Core, 3.1.3.7)";
    UNCONFIRMED_ENDPOINT = "unconfirmed-endpoint",
        "an endpoint that nobody states, on a host that nobody states",
        "a client secret or a token would be sent to strangers";
    UNSENT_CODE = "unsent-code",
        "a code that is not exchanged, but used elsewhere",
        "a code is there to be exchanged for a token (RFC 6749, 4.1.3)";
    UNSIGNED_BODY = "unsigned-body",
        "a webhook whose signature says nothing about the body",
        "who has seen one delivery can send another body with its signature (RFC 9421, 7.2.8)";
    UNUSABLE_TOKEN = "unusable-token",
        "a request with the token that the tokens of some grant cannot make",
        "what it takes comes with other grants only: a callback, fields of a token answer, an ID token";
    UNUSED_ALLOWANCE = "unused-allowance",
        "an allowance for a lint that finds nothing",
        "it would hide the next one";
    UNUSED_LIFETIME = "unused-lifetime",
        "a documented lifetime that no grant looks at",
        "it counts where an answer does not tell the expiry";
    UNUSED_SCOPES = "unused-scopes",
        "scopes that no request sends",
        "scopes are sent as `{scope}` (RFC 6749, 3.3)";
    WORDED_SEPARATOR = "worded-separator",
        "a separator with letters in it",
        "it stands between scopes as it is written: `comma` is no comma (RFC 6749, 3.3)";
}
