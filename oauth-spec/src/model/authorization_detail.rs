//! Authorization details: what exactly is asked for, where a scope is too coarse (RFC 9396).

use super::Field;

/// `[authorization_details.name]`: one type of authorization details (RFC 9396, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorizationDetail {
    /// Its `type` on the wire.
    pub name: &'static str,
    /// Its members beyond `type`.
    pub fields: &'static [Field],
}
