//! Where the provider listens, and what is asked there about a token.

use super::{CallAuthentication, Header, Method, Parameter, ParametersIn, Source, Template};

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
    /// The introspection endpoint (RFC 7662, 2).
    pub introspection: Option<Template>,
    /// The device authorization endpoint (RFC 8628, 3.1).
    pub device_authorization: Option<Template>,
    /// The pushed authorization request endpoint (RFC 9126, 2).
    pub pushed_authorization_request: Option<Template>,
    /// The backchannel authentication endpoint (CIBA Core, 7).
    pub backchannel_authentication: Option<Template>,
    /// The client registration endpoint (RFC 7591, 3).
    pub registration: Option<Template>,
    /// The base that paths of API calls are appended to. The token is sent to its origin only.
    pub api: Option<Template>,
    /// Where the provider's public keys are, as a JWK Set (RFC 7517, 5).
    pub jwks: Option<Template>,
    /// The userinfo endpoint (OpenID Connect Core, 5.3).
    pub userinfo: Option<Template>,
    /// Where the browser is sent to sign out (OpenID Connect RP-Initiated Logout 1.0, 2).
    pub end_session: Option<Template>,
}

/// A request about a token: its revocation (RFC 7009, 2.1), its introspection (RFC 7662, 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenOperation {
    /// Who asks.
    pub authentication: CallAuthentication,
    /// The `Authorization` header, if it is another than that of [`super::Api`]; not where the client asks.
    pub authorization: Option<Template>,
    /// The method.
    pub method: Method,
    /// Where the parameters are written.
    pub parameters_in: ParametersIn,
    /// The parameters.
    pub parameters: &'static [Parameter],
    /// Headers beyond the standard ones.
    pub headers: &'static [Header],
}

impl Endpoints {
    /// No endpoints.
    pub const NONE: Self = Self {
        issuer: None,
        authorization: None,
        token: None,
        revocation: None,
        introspection: None,
        device_authorization: None,
        pushed_authorization_request: None,
        backchannel_authentication: None,
        registration: None,
        api: None,
        jwks: None,
        userinfo: None,
        end_session: None,
    };

    /// Every address that is there, in this order: all but the issuer, which is a name.
    pub fn addresses(&self) -> impl Iterator<Item = Template> + use<> {
        let all = [
            self.authorization,
            self.token,
            self.revocation,
            self.introspection,
            self.device_authorization,
            self.pushed_authorization_request,
            self.backchannel_authentication,
            self.registration,
            self.api,
            self.jwks,
            self.userinfo,
            self.end_session,
        ];
        all.into_iter().flatten()
    }
}

impl TokenOperation {
    /// As RFC 7009 and RFC 7662 say: a form with `token`, posted by the client.
    pub const STANDARD: Self = Self {
        authentication: CallAuthentication::Client,
        authorization: None,
        method: Method::Post,
        parameters_in: ParametersIn::Form,
        parameters: &[Parameter::value("token", Source::TokenAtHand)],
        headers: &[],
    };
}
