//! A page at the provider that gives consent and no code: an administrator's, an installation.

use super::{AuthorizationRequest, Condition, Field};

/// `[consents.name]`: the browser goes there and comes back with fields, and there is nothing to exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Its name in TOML.
    pub name: &'static str,
    /// What the browser is sent away with; its endpoint is always given.
    pub authorization: AuthorizationRequest,
    /// What the callback says when consent was given; nothing for any callback without an error.
    pub success: Option<Condition>,
    /// What the callback carries.
    pub fields: &'static [Field],
}
