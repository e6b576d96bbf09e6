//! The implicit grant: what comes, comes through the browser.

use super::{AuthorizationRequest, Renewal, ResponseMode};

/// The implicit grant: what was asked for comes back in the redirect itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImplicitGrant {
    /// What the browser is sent away with.
    pub authorization: AuthorizationRequest,
    /// What comes back.
    pub response_type: ResponseType,
    /// How it comes back, if the request says so; else in the fragment.
    pub response_mode: Option<ResponseMode>,
    /// How its tokens are renewed.
    pub renewal: Renewal,
}

/// `response_type` of the implicit flow (RFC 6749, 4.2.1; OpenID Connect Core, 3.2.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseType {
    /// `token`: an access token.
    Token,
    /// `id_token`: an ID token alone, which says who the user is and opens nothing.
    IdToken,
    /// `id_token token`: both.
    IdTokenToken,
}

impl ImplicitGrant {
    /// As RFC 6749 says, which forbids a refresh token in the fragment.
    pub const STANDARD: Self = Self {
        authorization: AuthorizationRequest::IMPLICIT,
        response_type: ResponseType::Token,
        response_mode: None,
        renewal: Renewal::None,
    };

    /// Whether an access token comes.
    pub const fn gives_access(&self) -> bool {
        !matches!(self.response_type, ResponseType::IdToken)
    }
}

impl ResponseType {
    /// The words for them in TOML and on the wire.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("token", Self::Token),
        ("id_token", Self::IdToken),
        ("id_token token", Self::IdTokenToken),
    ];

    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::IdToken => "id_token",
            Self::IdTokenToken => "id_token token",
        }
    }

    /// What the browser is sent away with, unless a file says otherwise.
    pub const fn request(self) -> AuthorizationRequest {
        match self {
            Self::Token => AuthorizationRequest::IMPLICIT,
            Self::IdToken => AuthorizationRequest::IMPLICIT_ID_TOKEN,
            Self::IdTokenToken => AuthorizationRequest::IMPLICIT_ID_TOKEN_TOKEN,
        }
    }
}
