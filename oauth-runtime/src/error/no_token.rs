//! Tokens that nobody has shown.

use std::fmt;

/// Whoever has called this application has shown no token (RFC 6750, 3.1): answer with a 401.
#[derive(Debug, Clone, Copy)]
pub struct NoToken(());

impl NoToken {
    pub(crate) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for NoToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "no token was shown, so there is nobody to ask about it: refuse the request, with a 401",
        )
    }
}

impl std::error::Error for NoToken {}
