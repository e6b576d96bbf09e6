//! What a refusal looks like.

use super::{Condition, Field};

/// The codes that only polls are answered with (RFC 8628, 3.5).
const POLLED: &[&str] = &["authorization_pending", "slow_down", "access_denied", "expired_token"];

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
    /// HTTP statuses, and the RFC's codes that they stand for where an answer to a token request names none.
    /// See [`ErrorSpec::code_of_status`].
    pub statuses: &'static [(u16, &'static str)],
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

    /// The RFC's code that a status stands for in the answer to a token request that names none; nothing if the file
    /// says nothing of it.
    ///
    /// What only a poll is answered with (RFC 8628, 3.5) is said of polls only: the same status means something else
    /// in the answer to a code or a refresh token.
    #[must_use]
    pub fn code_of_status(&self, status: u16, is_poll: bool) -> Option<&'static str> {
        let code = self.statuses.iter().find(|(own, _)| *own == status)?.1;
        (is_poll || !POLLED.contains(&code)).then_some(code)
    }

    /// The status that stands for a code there: the first that the file names.
    #[must_use]
    pub fn status_of_code(&self, code: &str) -> Option<u16> {
        self.statuses.iter().find(|(_, standard)| *standard == code).map(|(status, _)| *status)
    }

    /// As RFC 6749, 5.2 says.
    pub const STANDARD: Self = Self {
        when: &[],
        code: &["error"],
        description: &["error_description"],
        uri: "error_uri",
        codes: &[],
        statuses: &[],
        text: None,
        fields: &[],
    };
}
