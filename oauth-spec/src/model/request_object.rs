//! Signed authorization requests (RFC 9101).

use super::{JwtAlgorithm, Template};

/// `request_object`: the authorization request is a token that the client signs (RFC 9101, 4). Its
/// audience is [`super::Endpoints::issuer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestObject {
    /// How it is signed.
    pub algorithm: JwtAlgorithm,
    /// The key: a private key in PEM, or the secret for `HS…`.
    pub key: Template,
    /// The name of the key (`kid`), if the provider knows several.
    pub key_id: Option<Template>,
    /// How long it is good for, in seconds.
    pub lifetime: u64,
}

impl RequestObject {
    /// Signed with RS256 and good for five minutes.
    pub const STANDARD: Self = Self {
        algorithm: JwtAlgorithm::Rs256,
        key: Template::text(""),
        key_id: None,
        lifetime: 300,
    };
}
