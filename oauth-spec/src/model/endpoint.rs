//! Where the provider listens.

use super::{Header, Parameter, Source, Template};

/// The provider's addresses, as absolute URL templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoints {
    /// The issuer identifier (RFC 8414, 2): who answers. A callback's `iss` must be it (RFC 9207).
    pub issuer: Option<Template>,
    /// The authorization endpoint (RFC 6749, 3.1).
    pub authorization: Option<Template>,
    /// The token endpoint (RFC 6749, 3.2).
    pub token: Option<Template>,
    /// The revocation endpoint (RFC 7009, 2).
    pub revocation: Option<Template>,
    /// The base that paths of API calls are appended to. The token is sent to its origin only.
    pub api: Option<Template>,
}

/// How a token is revoked (RFC 7009, 2.1): a POST of a form to [`Endpoints::revocation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    /// Who asks.
    pub authentication: RevocationAuthentication,
    /// The parameters. [`Source::AccessToken`] stands for the token that is revoked.
    pub parameters: &'static [Parameter],
    /// Headers beyond the standard ones.
    pub headers: &'static [Header],
}

/// Who asks for a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationAuthentication {
    /// `client`: the client, authenticated as at the token endpoint.
    Client,
    /// `access_token`: whoever holds the token, sent as in an API call.
    AccessToken,
}

impl Endpoints {
    /// No endpoints.
    pub const NONE: Self =
        Self { issuer: None, authorization: None, token: None, revocation: None, api: None };
}

impl Revocation {
    /// As RFC 7009 says.
    pub const STANDARD: Self = Self {
        authentication: RevocationAuthentication::Client,
        parameters: &[Parameter::value("token", Source::AccessToken)],
        headers: &[],
    };
}
