//! How API calls carry the token.

use super::{Header, Parameter, ParametersIn, Part, Source, Template};

/// How API calls are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Api {
    /// The value of the `Authorization` header, if there is one. It never follows from `token_type`.
    pub authorization: Option<Template>,
    /// Headers that go with every call.
    pub headers: &'static [Header],
    /// Parameters that are added to the query of every call.
    pub query: &'static [Parameter],
    /// Parameters that are added to the body of every call that has one written so, or has none and takes one.
    pub body: &'static [Parameter],
    /// How that body is written: a form, or JSON, where they are members of the object.
    pub body_in: ParametersIn,
    /// How the API says that the token is no longer good, so that renewing it may help.
    pub expired: ExpirySignal,
    /// The statuses that mean "too many calls".
    pub rate_limited: &'static [u16],
}

/// An answer that means: the token is no longer good.
///
/// The status must be one of those given; one of a success counts only where
/// [`super::ErrorSpec::when`] makes the answer a refusal. Then any one of these is enough: the error code, in
/// `WWW-Authenticate` (RFC 6750, 3) or where [`super::ErrorSpec::code`] finds it in the body, is in `error`; the
/// description, likewise, holds one of `error_description`; or the answer has another status than those of a
/// success and names no error at all. A code that is no RFC's names one only where `error` is declared, a
/// description only where `error_description` is. An empty `error` means that no code tells anything: the status
/// alone does, or the words where there are some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpirySignal {
    /// The HTTP statuses.
    pub status: &'static [u16],
    /// Error codes that mean it; none where the codes tell nothing.
    pub error: &'static [&'static str],
    /// Words in the error description that mean it.
    pub error_description: &'static [&'static str],
}

impl Api {
    /// As RFC 6750 says: `Bearer`, 401 `invalid_token`; 429 is RFC 6585, 4.
    pub const STANDARD: Self = Self {
        authorization: Some(Template::of(&[
            Part::Text("Bearer "),
            Part::Value(Source::AccessToken),
        ])),
        headers: &[],
        query: &[],
        body: &[],
        body_in: ParametersIn::Form,
        expired: ExpirySignal::STANDARD,
        rate_limited: &[429],
    };
}

impl ExpirySignal {
    /// 401 `invalid_token` (RFC 6750, 3.1).
    pub const STANDARD: Self =
        Self { status: &[401], error: &["invalid_token"], error_description: &[] };
}
