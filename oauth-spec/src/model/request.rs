//! What a request carries, as a flat list: a parameter's name, and where its value comes from.
//!
//! Lowering resolves everything a declaration says (left out, added, another place) into these
//! lists. The runtime executes a list, the emulator reads it backwards, the documentation prints it.

use super::{Answer, ClientAuthentication, Method, Source, Template};

/// The request a browser is sent away with (RFC 6749, 4.1.1 and 4.2.1). It is always a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// Where it goes, if not to [`super::Endpoints::authorization`].
    pub endpoint: Option<Template>,
    /// Whether the query follows the URL's fragment, which is a route there; else a fragment comes last.
    pub query_after_fragment: bool,
    /// The parameters in order. Those without a value are left out.
    pub parameters: &'static [Parameter],
}

/// A request to the token endpoint (RFC 6749, 3.2).
///
/// The client's credentials are not in the list: [`super::ClientAuthentication`] says where they go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRequest {
    /// Where it goes, if not to [`super::Endpoints::token`].
    pub endpoint: Option<Template>,
    /// The method.
    pub method: Method,
    /// How the client authenticates, if not as [`super::ClientSpec::authentication`] says.
    pub authentication: Option<ClientAuthentication>,
    /// Where its parameters, credentials included, are written.
    pub parameters_in: ParametersIn,
    /// The parameters in order. Those without a value are left out.
    pub parameters: &'static [Parameter],
    /// Parameters that are in the query, wherever the others are.
    pub query: &'static [Parameter],
    /// Headers beyond `Accept`, `Authorization` and `Content-Type`.
    pub headers: &'static [Header],
    /// How its answer is read, if not as [`super::TokenSpec::answer`] says.
    pub answer: Option<&'static Answer>,
}

/// One parameter: its name on the wire, and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// The value. A parameter made of one [`Source`] that has no value is left out of the request.
    pub value: Template,
    /// What the value's text is.
    pub notation: Notation,
}

/// What the text of a parameter's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// A text.
    Text,
    /// JSON. In a form or a query it is sent as its text, in a JSON body as what it says. Values in the
    /// template are escaped as parts of JSON texts.
    Json,
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
///
/// A request for which nothing is declared, and whose client does not authenticate with parameters, has neither a body
/// nor a content type. Where something is declared that this time has no value, a JSON body is `{}` and the others
/// have no parameter in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParametersIn {
    /// `form`: an `application/x-www-form-urlencoded` body, as RFC 6749 says.
    Form,
    /// `json`: an `application/json` body, one member a parameter.
    Json,
    /// `query`: the query of the request's URL; the body is empty.
    Query,
    /// `multipart`: a `multipart/form-data` body (RFC 7578).
    Multipart,
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
    /// Where the browser is sent instead.
    pub authorization_endpoint: Option<Template>,
    /// Where their requests go instead.
    pub endpoint: Option<Template>,
    /// Where their parameters are written instead.
    pub parameters_in: Option<ParametersIn>,
}

impl Parameter {
    /// A parameter whose value is written so: see [`Template::Written`].
    pub const fn new(name: &'static str, value: &'static str) -> Self {
        Self { name, value: Template::Written(value), notation: Notation::Text }
    }

    /// A parameter that always has this value.
    pub const fn text(name: &'static str, value: &'static str) -> Self {
        Self { name, value: Template::text(value), notation: Notation::Text }
    }

    /// The same parameter, whose text is JSON.
    #[must_use]
    pub const fn json(self) -> Self {
        Self { notation: Notation::Json, ..self }
    }

    /// A parameter with the value that is given with the call, under the same name.
    pub const fn given(name: &'static str) -> Self {
        Self::value(name, Source::Parameter(name))
    }

    /// A parameter with its value from there.
    pub const fn value(name: &'static str, source: Source) -> Self {
        Self { name, value: Template::value(source), notation: Notation::Text }
    }
}

/// A request of the implicit flow: its response type, and what it has beyond RFC 6749, 4.2.1.
macro_rules! implicit {
    ($response_type:literal $(, $more:expr)?) => {
        Self {
            parameters: &[
                Parameter::text("response_type", $response_type),
                Parameter::CLIENT_ID,
                Parameter::REDIRECT_URI,
                Parameter::SCOPE,
                Parameter::STATE,
                $($more,)?
            ],
            ..Self::EMPTY
        }
    };
}

fn is_response_type(parameter: &Parameter) -> bool {
    let kinds = parameter.value.as_text().unwrap_or_default();
    // `token` alone is the word of many things.
    kinds != "token" && kinds.split(' ').all(|kind| matches!(kind, "code" | "token" | "id_token"))
}

impl AuthorizationRequest {
    /// What says what is to come back (RFC 6749, 3.1.1): the parameter with the standard's name, else one that has
    /// nothing but the standard's words for it, under a name of the provider's own.
    pub fn response_type(&self) -> Option<&'static Parameter> {
        let standard = self.parameters.iter().find(|parameter| parameter.name == "response_type");
        standard.or_else(|| self.parameters.iter().find(|parameter| is_response_type(parameter)))
    }

    /// Whether it says that one of these comes back, at once.
    pub(crate) fn brings(&self, kinds: &[&str]) -> bool {
        let said = self.response_type().and_then(|parameter| parameter.value.as_text());
        said.unwrap_or_default().split(' ').any(|kind| kinds.contains(&kind))
    }

    /// Nothing in it yet.
    pub const EMPTY: Self = Self { endpoint: None, query_after_fragment: false, parameters: &[] };

    /// The authorization code flow with PKCE and `state` (RFC 6749, 4.1.1; RFC 7636, 4.3).
    ///
    /// What an application knows beforehand comes first, so that it is written once.
    pub const CODE: Self = Self {
        parameters: &[
            Parameter::RESPONSE_TYPE_CODE,
            Parameter::CLIENT_ID,
            Parameter::REDIRECT_URI,
            Parameter::CODE_CHALLENGE_METHOD_S256,
            Parameter::SCOPE,
            Parameter::STATE,
            Parameter::CODE_CHALLENGE,
        ],
        ..Self::EMPTY
    };

    /// The same without PKCE, for a provider that does not take it.
    pub const CODE_WITHOUT_PKCE: Self = Self {
        parameters: &[
            Parameter::RESPONSE_TYPE_CODE,
            Parameter::CLIENT_ID,
            Parameter::REDIRECT_URI,
            Parameter::SCOPE,
            Parameter::STATE,
        ],
        ..Self::EMPTY
    };

    /// The implicit flow (RFC 6749, 4.2.1).
    pub const IMPLICIT: Self = implicit!("token");

    /// The implicit flow of OpenID Connect that gives an ID token alone; `nonce` ties that to the request
    /// (OpenID Connect Core, 3.2.2.1).
    pub const IMPLICIT_ID_TOKEN: Self = implicit!("id_token", Parameter::NONCE);

    /// The same with an access token beside it.
    pub const IMPLICIT_ID_TOKEN_TOKEN: Self = implicit!("id_token token", Parameter::NONCE);

    /// Whether the request carries a value from there.
    pub fn sends(&self, source: Source) -> bool {
        self.parameters.iter().any(|parameter| parameter.value.sources().any(|each| each == source))
    }
}

impl TokenRequest {
    /// A form to the token endpoint, with nothing in it yet.
    pub const FORM: Self = Self {
        endpoint: None,
        method: Method::Post,
        authentication: None,
        parameters_in: ParametersIn::Form,
        parameters: &[],
        query: &[],
        headers: &[],
        answer: None,
    };

    /// The exchange of a code (RFC 6749, 4.1.3; RFC 7636, 4.5).
    pub const AUTHORIZATION_CODE: Self = Self {
        parameters: &[
            Parameter::GRANT_TYPE_AUTHORIZATION_CODE,
            Parameter::REDIRECT_URI,
            Parameter::CODE,
            Parameter::CODE_VERIFIER,
        ],
        ..Self::FORM
    };

    /// The same without PKCE, for a provider that does not take it.
    pub const AUTHORIZATION_CODE_WITHOUT_PKCE: Self = Self {
        parameters: &[
            Parameter::GRANT_TYPE_AUTHORIZATION_CODE,
            Parameter::REDIRECT_URI,
            Parameter::CODE,
        ],
        ..Self::FORM
    };

    /// A user's name and password (RFC 6749, 4.3.2).
    pub const PASSWORD: Self = Self {
        parameters: &[
            Parameter::text("grant_type", "password"),
            Parameter::value("username", Source::Parameter("username")),
            Parameter::value("password", Source::Parameter("password")),
            Parameter::SCOPE,
        ],
        ..Self::FORM
    };

    /// The client's own credentials (RFC 6749, 4.4.2).
    pub const CLIENT_CREDENTIALS: Self = Self {
        parameters: &[Parameter::GRANT_TYPE_CLIENT_CREDENTIALS, Parameter::SCOPE],
        ..Self::FORM
    };

    /// A refresh (RFC 6749, 6). The scope is left as it was granted.
    pub const REFRESH_TOKEN: Self = Self {
        parameters: &[Parameter::GRANT_TYPE_REFRESH_TOKEN, Parameter::REFRESH_TOKEN],
        ..Self::FORM
    };

    /// Whether the request carries a value from there, its address included.
    pub fn sends(&self, source: Source) -> bool {
        let parameters = self.parameters.iter().chain(self.query).map(|it| it.value);
        let headers = self.headers.iter().map(|it| it.value);
        let mut all = parameters.chain(headers).chain(self.endpoint);
        all.any(|template| template.sources().any(|each| each == source))
    }
}

impl Variant {
    /// Every grant as it is.
    pub const STANDARD: Self = Self {
        name: "",
        grants: &[],
        authorization_endpoint: None,
        endpoint: None,
        parameters_in: None,
    };

    /// Whether the variant concerns the grant of that TOML name.
    pub fn concerns(&self, grant: &str) -> bool {
        self.grants.is_empty() || self.grants.contains(&grant)
    }
}
