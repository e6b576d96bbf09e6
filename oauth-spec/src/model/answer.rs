//! How an answer of the token endpoint is written: where its members are, and in which notation.

use std::time::Duration;

use super::TimeFormat;

/// How the token answer of a request is read. Paths go from `root` (see [`super::Field::path`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The notation of the body.
    pub format: AnswerFormat,
    /// The path of the object that holds the token; empty for the answer itself.
    pub root: &'static str,
    /// Where `access_token` is.
    pub access_token: &'static str,
    /// Where `token_type` is.
    pub token_type: &'static str,
    /// Where `refresh_token` is.
    pub refresh_token: &'static str,
    /// Where `scope` is: a text, or a list of texts.
    pub scope: &'static str,
    /// Where `id_token` is (OpenID Connect Core, 3.1.3.3).
    pub id_token: &'static str,
    /// When the access token expires.
    pub expiry: Expiry,
    /// When the refresh token expires, if the answer tells.
    pub refresh_token_expiry: Option<Expiry>,
}

/// The notation of an answer's body. What `Content-Type` says does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    /// `json`: as RFC 6749, 5.1 says.
    Json,
    /// `form`: `application/x-www-form-urlencoded`.
    Form,
    /// `jsonp`: JSON as the argument of a call, `callback({…});`.
    Jsonp,
}

/// When something expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// A time after the answer, in a member at this path. Where the answer leaves it out, the
    /// documented lifetime counts; without that the expiry is unknown.
    In {
        /// The member's path.
        field: &'static str,
        /// What its number counts.
        unit: Unit,
        /// Whether zero means that it never expires.
        zero_is_never: bool,
    },
    /// A point in time, in a member at this path.
    At {
        /// The member's path.
        field: &'static str,
        /// How it is written.
        format: TimeFormat,
        /// Whether zero means that it never expires.
        zero_is_never: bool,
    },
    /// `jwt`: the claim `exp` of the token itself (RFC 7519, 4.1.4), read and not verified.
    Jwt,
    /// `introspection`: what the introspection endpoint says (RFC 7662, 2.2), asked after each answer.
    Introspection,
    /// `lifetime`: the documented lifetime; no answer tells.
    Lifetime,
    /// `never`: only when it is revoked. Whatever the answer says is kept and not acted on.
    Never,
}

/// What a number of time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `s`.
    Seconds,
    /// `ms`.
    Milliseconds,
    /// `min`.
    Minutes,
}

impl Unit {
    /// How long so many of it are.
    pub const fn duration(self, number: u64) -> Duration {
        match self {
            Self::Seconds => Duration::from_secs(number),
            Self::Milliseconds => Duration::from_millis(number),
            Self::Minutes => Duration::from_secs(number.saturating_mul(60)),
        }
    }
}

impl Answer {
    /// As RFC 6749, 5.1 says.
    pub const STANDARD: Self = Self {
        format: AnswerFormat::Json,
        root: "",
        access_token: "access_token",
        token_type: "token_type",
        refresh_token: "refresh_token",
        scope: "scope",
        id_token: "id_token",
        expiry: Expiry::EXPIRES_IN,
        refresh_token_expiry: None,
    };
}

impl Expiry {
    /// `expires_in`: that many seconds after the answer (RFC 6749, 5.1).
    pub const EXPIRES_IN: Self = Self::after("expires_in", Unit::Seconds);

    /// A time after the answer; zero means now.
    pub const fn after(field: &'static str, unit: Unit) -> Self {
        Self::In { field, unit, zero_is_never: false }
    }

    /// A point in time.
    pub const fn at(field: &'static str, format: TimeFormat) -> Self {
        Self::At { field, format, zero_is_never: false }
    }
}
