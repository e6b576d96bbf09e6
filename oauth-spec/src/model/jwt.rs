//! Signed tokens that a client makes, and how tokens are signed.

use super::{Parameter, Template};

/// A token that the client signs (RFC 7515, RFC 7519).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jwt {
    /// How it is signed.
    pub algorithm: JwtAlgorithm,
    /// The key: a private key in PEM, or the secret for `HS…`.
    pub key: Template,
    /// Header parameters beyond `alg` and `typ`.
    pub header: &'static [Parameter],
    /// Claims beyond `iat`, `exp` and `jti`, which are made.
    pub claims: &'static [Parameter],
    /// How long it is good for, in seconds.
    pub lifetime: u64,
}

/// How a token is signed (RFC 7518, 3.1; RFC 8037).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JwtAlgorithm {
    /// `HS256`.
    Hs256,
    /// `HS512`.
    Hs512,
    /// `RS256`.
    Rs256,
    /// `RS384`.
    Rs384,
    /// `RS512`.
    Rs512,
    /// `PS256`.
    Ps256,
    /// `PS384`.
    Ps384,
    /// `PS512`.
    Ps512,
    /// `ES256`.
    Es256,
    /// `ES384`.
    Es384,
    /// `EdDSA`, with Ed25519.
    EdDsa,
}

impl JwtAlgorithm {
    /// Their registered names (RFC 7518, 3.1; RFC 8037, 5).
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("HS256", Self::Hs256),
        ("HS512", Self::Hs512),
        ("RS256", Self::Rs256),
        ("RS384", Self::Rs384),
        ("RS512", Self::Rs512),
        ("PS256", Self::Ps256),
        ("PS384", Self::Ps384),
        ("PS512", Self::Ps512),
        ("ES256", Self::Es256),
        ("ES384", Self::Es384),
        ("EdDSA", Self::EdDsa),
    ];

    /// Whether its key is a secret that both sides know.
    pub const fn has_shared_key(self) -> bool {
        matches!(self, Self::Hs256 | Self::Hs512)
    }
}
