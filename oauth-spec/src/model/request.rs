//! What a request carries, as a flat list: a parameter's name, and where its value comes from.
//!
//! Lowering resolves everything a declaration says (left out, added, another place) into these
//! lists. The runtime executes a list, the emulator reads it backwards, the documentation prints it.

use super::{Part, Source, Template};

/// The request a browser is sent away with (RFC 6749, 4.1.1 and 4.2.1). It is always a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// The parameters in order. Those without a value are left out.
    pub parameters: &'static [Parameter],
}

/// A request to the token endpoint (RFC 6749, 3.2): always a POST.
///
/// The client's credentials are not in the list: [`super::ClientAuthentication`] says where they go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRequest {
    /// Where it goes, if not to [`super::Endpoints::token`].
    pub endpoint: Option<Template>,
    /// Where its parameters, credentials included, are written.
    pub parameters_in: ParametersIn,
    /// The parameters in order. Those without a value are left out.
    pub parameters: &'static [Parameter],
    /// Headers beyond `Accept`, `Authorization` and `Content-Type`.
    pub headers: &'static [Header],
}

/// One parameter: its name on the wire, and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// The value. A parameter made of one [`Source`] that has no value is left out of the request.
    pub value: Template,
}

/// One request header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The header's name, in lower case.
    pub name: &'static str,
    /// The value.
    pub value: Template,
}

/// Where a token request's parameters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParametersIn {
    /// `form`: an `application/x-www-form-urlencoded` body, as RFC 6749 says.
    Form,
    /// `json`: an `application/json` body, one member a parameter.
    Json,
    /// `query`: the query of the request's URL; the body is empty.
    Query,
}

/// Another way to write token requests, chosen by name: an older or newer version of the endpoint.
///
/// What a variant does not say stays as the grant declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Its name.
    pub name: &'static str,
    /// The TOML names of the grants it concerns; empty for all.
    pub grants: &'static [&'static str],
    /// Where their requests go instead.
    pub endpoint: Option<Template>,
    /// Where their parameters are written instead.
    pub parameters_in: Option<ParametersIn>,
}

impl Parameter {
    /// A parameter with this name and these parts as its value.
    pub const fn new(name: &'static str, value: &'static [Part]) -> Self {
        Self { name, value: Template(value) }
    }
}

impl AuthorizationRequest {
    /// The authorization code flow with PKCE and `state` (RFC 6749, 4.1.1; RFC 7636, 4.3).
    ///
    /// What an application knows beforehand comes first, so that it is written once.
    pub const CODE: Self = Self {
        parameters: &[
            Parameter::new("response_type", &[Part::Text("code")]),
            Parameter::new("client_id", &[Part::Value(Source::ClientId)]),
            Parameter::new("redirect_uri", &[Part::Value(Source::RedirectUri)]),
            Parameter::new("code_challenge_method", &[Part::Text("S256")]),
            Parameter::new("scope", &[Part::Value(Source::Scope)]),
            Parameter::new("state", &[Part::Value(Source::State)]),
            Parameter::new("code_challenge", &[Part::Value(Source::CodeChallenge)]),
        ],
    };

    /// The same without PKCE, for a provider that does not take it.
    pub const CODE_WITHOUT_PKCE: Self = Self {
        parameters: &[
            Parameter::new("response_type", &[Part::Text("code")]),
            Parameter::new("client_id", &[Part::Value(Source::ClientId)]),
            Parameter::new("redirect_uri", &[Part::Value(Source::RedirectUri)]),
            Parameter::new("scope", &[Part::Value(Source::Scope)]),
            Parameter::new("state", &[Part::Value(Source::State)]),
        ],
    };

    /// The implicit flow (RFC 6749, 4.2.1).
    pub const IMPLICIT: Self = Self {
        parameters: &[
            Parameter::new("response_type", &[Part::Text("token")]),
            Parameter::new("client_id", &[Part::Value(Source::ClientId)]),
            Parameter::new("redirect_uri", &[Part::Value(Source::RedirectUri)]),
            Parameter::new("scope", &[Part::Value(Source::Scope)]),
            Parameter::new("state", &[Part::Value(Source::State)]),
        ],
    };

    /// Whether the request carries a value from there.
    pub fn sends(&self, source: Source) -> bool {
        self.parameters.iter().any(|parameter| parameter.value.0.contains(&Part::Value(source)))
    }
}

impl TokenRequest {
    /// A form to the token endpoint, with nothing in it yet.
    pub const FORM: Self =
        Self { endpoint: None, parameters_in: ParametersIn::Form, parameters: &[], headers: &[] };

    /// The exchange of a code (RFC 6749, 4.1.3; RFC 7636, 4.5).
    pub const AUTHORIZATION_CODE: Self = Self {
        parameters: &[
            Parameter::new("grant_type", &[Part::Text("authorization_code")]),
            Parameter::new("redirect_uri", &[Part::Value(Source::RedirectUri)]),
            Parameter::new("code", &[Part::Value(Source::Code)]),
            Parameter::new("code_verifier", &[Part::Value(Source::CodeVerifier)]),
        ],
        ..Self::FORM
    };

    /// The same without PKCE, for a provider that does not take it.
    pub const AUTHORIZATION_CODE_WITHOUT_PKCE: Self = Self {
        parameters: &[
            Parameter::new("grant_type", &[Part::Text("authorization_code")]),
            Parameter::new("redirect_uri", &[Part::Value(Source::RedirectUri)]),
            Parameter::new("code", &[Part::Value(Source::Code)]),
        ],
        ..Self::FORM
    };

    /// A user's name and password (RFC 6749, 4.3.2).
    pub const PASSWORD: Self = Self {
        parameters: &[
            Parameter::new("grant_type", &[Part::Text("password")]),
            Parameter::new("username", &[Part::Value(Source::Parameter("username"))]),
            Parameter::new("password", &[Part::Value(Source::Parameter("password"))]),
            Parameter::new("scope", &[Part::Value(Source::Scope)]),
        ],
        ..Self::FORM
    };

    /// The client's own credentials (RFC 6749, 4.4.2).
    pub const CLIENT_CREDENTIALS: Self = Self {
        parameters: &[
            Parameter::new("grant_type", &[Part::Text("client_credentials")]),
            Parameter::new("scope", &[Part::Value(Source::Scope)]),
        ],
        ..Self::FORM
    };

    /// A refresh (RFC 6749, 6). The scope is left as it was granted.
    pub const REFRESH_TOKEN: Self = Self {
        parameters: &[
            Parameter::new("grant_type", &[Part::Text("refresh_token")]),
            Parameter::new("refresh_token", &[Part::Value(Source::RefreshToken)]),
        ],
        ..Self::FORM
    };

    /// Whether the request carries a value from there.
    pub fn sends(&self, source: Source) -> bool {
        self.parameters.iter().any(|parameter| parameter.value.0.contains(&Part::Value(source)))
    }
}

impl Variant {
    /// Whether the variant concerns the grant of that TOML name.
    pub fn concerns(&self, grant: &str) -> bool {
        self.grants.is_empty() || self.grants.contains(&grant)
    }
}
