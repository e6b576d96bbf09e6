//! The parameters that RFCs name, as they name them.

use super::{Parameter, Source};

macro_rules! standard {
    ($($(#[$what:meta])* $name:ident = $value:expr;)*) => {
        impl Parameter {
            $($(#[$what])* pub const $name: Self = $value;)*

            /// Those that have a constant, by its name.
            pub const STANDARD: &'static [(&'static str, Self)] =
                &[$((stringify!($name), Self::$name)),*];
        }
    };
}

standard! {
    /// `client_id` (RFC 6749, 2.2).
    CLIENT_ID = Self::value("client_id", Source::ClientId);
    /// `client_secret` (RFC 6749, 2.3.1).
    CLIENT_SECRET = Self::value("client_secret", Source::ClientSecret);
    /// `redirect_uri` (RFC 6749, 3.1.2).
    REDIRECT_URI = Self::value("redirect_uri", Source::RedirectUri);
    /// `scope` (RFC 6749, 3.3).
    SCOPE = Self::value("scope", Source::Scope);
    /// `state` (RFC 6749, 10.12).
    STATE = Self::value("state", Source::State);
    /// `nonce` (OpenID Connect Core, 3.1.2.1).
    NONCE = Self::value("nonce", Source::Nonce);
    /// `response_type=code` (RFC 6749, 4.1.1).
    RESPONSE_TYPE_CODE = Self::text("response_type", "code");
    /// `response_type=token` (RFC 6749, 4.2.1).
    RESPONSE_TYPE_TOKEN = Self::text("response_type", "token");
    /// `code_challenge` (RFC 7636, 4.3).
    CODE_CHALLENGE = Self::value("code_challenge", Source::CodeChallenge);
    /// `code_challenge_method=S256` (RFC 7636, 4.3).
    CODE_CHALLENGE_METHOD_S256 = Self::text("code_challenge_method", "S256");
    /// `code_verifier` (RFC 7636, 4.5).
    CODE_VERIFIER = Self::value("code_verifier", Source::CodeVerifier);
    /// `code` (RFC 6749, 4.1.3).
    CODE = Self::value("code", Source::Code);
    /// `access_token`.
    ACCESS_TOKEN = Self::value("access_token", Source::AccessToken);
    /// `refresh_token` (RFC 6749, 6).
    REFRESH_TOKEN = Self::value("refresh_token", Source::RefreshToken);
    /// `grant_type=authorization_code` (RFC 6749, 4.1.3).
    GRANT_TYPE_AUTHORIZATION_CODE = Self::text("grant_type", "authorization_code");
    /// `grant_type=client_credentials` (RFC 6749, 4.4.2).
    GRANT_TYPE_CLIENT_CREDENTIALS = Self::text("grant_type", "client_credentials");
    /// `grant_type=refresh_token` (RFC 6749, 6).
    GRANT_TYPE_REFRESH_TOKEN = Self::text("grant_type", "refresh_token");
    /// `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer` (RFC 7523, 2.1).
    GRANT_TYPE_JWT_BEARER =
        Self::text("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
}
