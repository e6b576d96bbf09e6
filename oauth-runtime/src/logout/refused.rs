//! Logout tokens that are refused.

use std::fmt;

use crate::error::Error;
use crate::identity::IdTokenError;

/// Why a logout token was refused (Back-Channel Logout, 2.6): nobody is to be signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogoutTokenError {
    reason: &'static str,
}

impl fmt::Display for LogoutTokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the logout token is refused: {}", self.reason)
    }
}

impl std::error::Error for LogoutTokenError {}

impl LogoutTokenError {
    pub(crate) const fn new(reason: &'static str) -> Self {
        Self { reason }
    }

    /// What is wrong with it.
    pub fn reason(&self) -> &'static str {
        self.reason
    }
}

/// It is checked as an ID token is, as far as both are the same.
pub(crate) fn refused(error: IdTokenError) -> Error {
    let reason = match error {
        IdTokenError::Refused { reason } => reason,
        IdTokenError::Signature => "its signature is wrong",
        IdTokenError::UnknownKey => "it is signed with a key that is not in the provider's set",
        IdTokenError::Issuer { .. } => "somebody else has issued it (`iss`)",
        IdTokenError::Audience { .. } => "it is for another client (`aud`)",
        other => return other.into(),
    };
    LogoutTokenError::new(reason).into()
}
