//! What a refusal looks like.

use super::{Condition, Field};

/// `[errors]`: how refusals are told from answers and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorSpec {
    /// Any of these makes an answer a refusal, whatever its status. A status that is not 2xx always does.
    pub when: &'static [Condition],
    /// Where the error code is (RFC 6749, 5.2); the first of these paths that is there.
    pub code: &'static [&'static str],
    /// Where the description is; the first of these paths that is there.
    pub description: &'static [&'static str],
    /// Where the page about the error is.
    pub uri: &'static str,
    /// The provider's codes, and the RFC's codes that they stand for.
    pub codes: &'static [(&'static str, &'static str)],
    /// What a refusal in bare text says, one that is no document; nothing where there are none of those.
    pub text: Option<ErrorText>,
    /// Fields beyond those.
    pub fields: &'static [Field],
}

/// What the text of a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorText {
    /// `code`: the error code, or one of [`ErrorSpec::codes`].
    Code,
    /// `description`: what people are to read.
    Description,
}

impl ErrorSpec {
    /// The standard refusals, with these fields.
    pub const fn with_fields(fields: &'static [Field]) -> Self {
        Self { fields, ..Self::STANDARD }
    }

    /// As RFC 6749, 5.2 says.
    pub const STANDARD: Self = Self {
        when: &[],
        code: &["error"],
        description: &["error_description"],
        uri: "error_uri",
        codes: &[],
        text: None,
        fields: &[],
    };
}
