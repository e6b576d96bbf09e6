//! What a token is, and how long it lives.

use super::{Answer, Field, Signature};

/// How tokens are read and how long they live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenSpec {
    /// How token answers are written, unless a grant's request says otherwise.
    pub answer: Answer,
    /// The documented lifetime of an access token in seconds: used when the answer tells none.
    pub lifetime: Option<u64>,
    /// The documented lifetime of a refresh token in seconds, counted from when it was received.
    pub refresh_token_lifetime: Option<u64>,
    /// How long a refresh token lives without being used, in seconds.
    pub refresh_token_idle: Option<u64>,
    /// How long before the expiry a session renews, in seconds, where the provider prescribes it.
    pub renew_before: Option<u64>,
    /// Fields beyond RFC 6749, 5.1, read from [`Answer::root`] unless their path begins with `/`: then
    /// from the answer itself.
    pub fields: &'static [Field],
    /// The signature of the answer.
    pub signature: Option<Signature>,
}

impl TokenSpec {
    /// As RFC 6749, 5.1 says.
    pub const STANDARD: Self = Self {
        answer: Answer::STANDARD,
        lifetime: None,
        refresh_token_lifetime: None,
        refresh_token_idle: None,
        renew_before: None,
        fields: &[],
        signature: None,
    };
}
