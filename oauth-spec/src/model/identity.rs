//! OpenID Connect: what an ID token must be, and what is said about the user.

use super::{Field, JwtAlgorithm, Source, Template};

/// `[id_token]`: what an ID token must be (OpenID Connect Core, 2 and 3.1.3.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdTokenSpec {
    /// What `iss` must be. It may hold claims of the token itself, where each tenant is an issuer.
    pub issuer: Template,
    /// The algorithms that are taken. The key of `HS…` is the client's secret, that of all others is in
    /// the set at [`super::Endpoints::jwks`].
    pub algorithms: &'static [JwtAlgorithm],
    /// Whether a token must repeat the `nonce` that its authorization has sent. One that repeats another
    /// never counts.
    pub nonce_required: bool,
    /// Whether an answer without an ID token is refused where `openid` was asked for.
    pub expected: bool,
    /// What `aud` must be or hold.
    pub audience: Template,
    /// By how many seconds clocks may differ.
    pub leeway: u64,
    /// The claims that the application gets typed.
    pub claims: &'static [Field],
}

/// `[userinfo]`: what the userinfo endpoint answers (OpenID Connect Core, 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserinfoSpec {
    /// The algorithms of an answer that is signed; none for plain JSON.
    pub signed: &'static [JwtAlgorithm],
    /// The claims that the application gets typed.
    pub fields: &'static [Field],
}

impl IdTokenSpec {
    /// Signed with RS256 for this client; a minute of leeway.
    pub const STANDARD: Self = Self {
        issuer: Template::text(""),
        algorithms: &[JwtAlgorithm::Rs256],
        nonce_required: false,
        expected: true,
        audience: Template::value(Source::ClientId),
        leeway: 60,
        claims: &[],
    };
}

impl UserinfoSpec {
    /// Plain JSON.
    pub const STANDARD: Self = Self { signed: &[], fields: &[] };
}
