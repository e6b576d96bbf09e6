//! What kinds of token there are in a token exchange (RFC 8693, 3).

/// An access token.
pub const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
/// A refresh token.
pub const REFRESH_TOKEN: &str = "urn:ietf:params:oauth:token-type:refresh_token";
/// An ID token of OpenID Connect.
pub const ID_TOKEN: &str = "urn:ietf:params:oauth:token-type:id_token";
/// An assertion of SAML 1.1, in base64url.
pub const SAML1: &str = "urn:ietf:params:oauth:token-type:saml1";
/// An assertion of SAML 2.0, in base64url.
pub const SAML2: &str = "urn:ietf:params:oauth:token-type:saml2";
/// Any JWT (RFC 7519).
pub const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";
