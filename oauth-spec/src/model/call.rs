//! Calls of the provider's API that belong to connecting: who is it, where is the tenant, goodbye.

use super::{Field, Header, Parameter, ParametersIn, Template};

/// `[calls.name]`: one request with a token, and what is read from its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// Its name in TOML.
    pub name: &'static str,
    /// When it is made.
    pub when: CallTime,
    /// The grants after which it is made, by name, if not after all of them; with [`CallTime::Connected`].
    pub grants: Option<&'static [&'static str]>,
    /// The method.
    pub method: Method,
    /// Where it goes.
    pub url: Template,
    /// Who asks.
    pub authentication: CallAuthentication,
    /// The `Authorization` header, if it is another than that of [`super::Api`]. Not where the client asks.
    pub authorization: Option<Template>,
    /// Where its parameters are written.
    pub parameters_in: ParametersIn,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// Its headers, beyond those of `[api]`.
    pub headers: &'static [Header],
    /// Statuses of errors that are good answers, as 2xx are: what it asks for is so already.
    pub success: &'static [u16],
    /// What is read from its answer, as `{calls.name.field}`.
    pub fields: &'static [Field],
}

/// When a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallTime {
    /// `asked`: when the application asks for it.
    Asked,
    /// `connected`: after a grant has given a token, before anyone gets it. What is read is kept with
    /// the token and with those that renew it.
    Connected,
    /// `disconnect`: as part of `revoke`, before the revocation endpoint is asked.
    Disconnect,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallAuthentication {
    /// `access_token`: as every call of the API.
    AccessToken,
    /// `client`: the client, as at the token endpoint.
    Client,
    /// `none`: what the request itself says.
    None,
}

/// A request's method (RFC 9110, 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
    /// `DELETE`.
    Delete,
}

impl Call {
    /// Whether that grant makes it before anyone gets its token. A refresh makes none: what was read stays.
    pub fn follows(&self, grant: &str) -> bool {
        self.when == CallTime::Connected
            && grant != "refresh_token"
            && self.grants.is_none_or(|grants| grants.contains(&grant))
    }

    /// `GET` with the token, when asked.
    pub const STANDARD: Self = Self {
        name: "",
        when: CallTime::Asked,
        grants: None,
        method: Method::Get,
        url: Template::text(""),
        authentication: CallAuthentication::AccessToken,
        authorization: None,
        parameters_in: ParametersIn::Query,
        parameters: &[],
        headers: &[],
        success: &[],
        fields: &[],
    };
}

impl Method {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}
