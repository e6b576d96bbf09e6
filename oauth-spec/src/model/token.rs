//! What a token answer holds, and how long a token lives.

use super::Field;

/// How token answers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenSpec {
    /// When an access token expires.
    pub expiry: Expiry,
    /// The documented lifetime of an access token in seconds: used when the answer tells none.
    pub lifetime: Option<u64>,
    /// The documented lifetime of a refresh token in seconds, counted from when it was received.
    pub refresh_token_lifetime: Option<u64>,
    /// Fields beyond RFC 6749, 5.1.
    pub fields: &'static [Field],
}

/// When an access token expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// `expires_in`: that many seconds after the answer (RFC 6749, 5.1). Where the answer leaves it
    /// out, [`TokenSpec::lifetime`] counts; without that the expiry is unknown.
    ExpiresIn,
    /// `never`: only when it is revoked. Whatever `expires_in` says is kept and not acted on.
    Never,
}

impl TokenSpec {
    /// As RFC 6749, 5.1 says.
    pub const STANDARD: Self = Self {
        expiry: Expiry::ExpiresIn,
        lifetime: None,
        refresh_token_lifetime: None,
        fields: &[],
    };
}
