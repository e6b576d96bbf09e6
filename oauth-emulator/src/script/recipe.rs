//! The token requests that the provider takes: every grant, each in every variant.

use oauth_spec::{
    Answer, CallParameter, CustomGrant, Method, ParameterKind, ParametersIn, ProviderSpec, Renewal,
    Source, TokenRequest,
};

use super::credential::{self, Credential};
use super::{Place, Values, Wanted, wanted};
use crate::error::EmulatorError;

/// A grant that asks the token endpoint.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Grant {
    AuthorizationCode,
    Password,
    ClientCredentials,
    DeviceCode,
    Ciba,
    RefreshToken,
    Custom(&'static CustomGrant),
}

/// One way of writing the token request of one grant.
#[derive(Debug)]
pub(crate) struct Recipe {
    pub(crate) grant: Grant,
    /// How the tokens are renewed that it gives.
    pub(crate) renewal: Renewal,
    pub(crate) place: Place,
    pub(crate) method: Method,
    /// The parameter that says which grant it is, where there is one.
    pub(crate) grant_type: Option<&'static str>,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) parameters_in: ParametersIn,
    pub(crate) parameters: Vec<Wanted>,
    /// Parameters that are in the query, wherever the others are.
    pub(crate) query: Vec<Wanted>,
    pub(crate) headers: Vec<Wanted>,
    /// How its answer is written.
    pub(crate) answer: &'static Answer,
    /// What the application may give with a call.
    given: &'static [CallParameter],
}

impl Grant {
    /// Its name in TOML.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::Password => "password",
            Self::ClientCredentials => "client_credentials",
            Self::DeviceCode => "device_code",
            Self::Ciba => "ciba",
            Self::RefreshToken => "refresh_token",
            Self::Custom(grant) => grant.name,
        }
    }

    /// Whether a user takes part in it, as far as the RFCs have it.
    fn is_of_a_user(self) -> bool {
        matches!(self, Self::AuthorizationCode | Self::Password | Self::DeviceCode | Self::Ciba)
    }

    /// Its name where clients register themselves for it (RFC 7591, 2), if it has one.
    pub(crate) fn registered(self) -> Option<&'static str> {
        match self {
            Self::Custom(_) => None,
            Self::DeviceCode => Some("urn:ietf:params:oauth:grant-type:device_code"),
            Self::Ciba => Some("urn:openid:params:grant-type:ciba"),
            plain => Some(plain.name()),
        }
    }
}

impl Recipe {
    /// What makes the request recognisable: parameters that are always the same.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&'static str, String)> {
        let parameters = self.parameters.iter().chain(&self.query);
        parameters.filter_map(|wanted| Some((wanted.name, wanted.constant()?)))
    }

    /// Whether a parameter of that name belongs to it.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.parameters.iter().any(|wanted| wanted.name == name)
    }

    /// Whether a parameter of that name belongs to its query.
    pub(crate) fn names_in_query(&self, name: &str) -> bool {
        self.query.iter().any(|wanted| wanted.name == name)
    }

    /// Whether it carries a value from there.
    pub(crate) fn sends(&self, source: Source) -> bool {
        self.all().any(|wanted| wanted.sends(source))
    }

    /// Everything that it carries, beside what authenticates the client.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Wanted> {
        self.parameters.iter().chain(&self.query).chain(&self.headers)
    }

    /// Whether a request without that value is refused. A verifier is asked for when the code is
    /// looked at: an authorization that the provider has started has none.
    pub(crate) fn requires(&self, source: Source) -> bool {
        match source {
            Source::Scope
            | Source::ScopeSet(_)
            | Source::AuthorizationDetails
            | Source::Resource
            | Source::State
            | Source::CodeVerifier
            | Source::IdToken => false,
            Source::Parameter("username" | "password") if matches!(self.grant, Grant::Password) => {
                true
            }
            Source::Parameter("device_code" | "user_code")
                if matches!(self.grant, Grant::DeviceCode) =>
            {
                true
            }
            Source::Parameter("auth_req_id") if matches!(self.grant, Grant::Ciba) => true,
            Source::Parameter(name) => {
                self.given.iter().any(|each| each.name == name && each.required)
            }
            _ => true,
        }
    }

    /// What a value has to be in JSON, if only one kind is right.
    pub(crate) fn kind(&self, wanted: &Wanted) -> Option<ParameterKind> {
        match wanted.hole() {
            Some(Source::Parameter(name)) => {
                let declared = self.given.iter().find(|each| each.name == name);
                Some(declared.map_or(ParameterKind::String, |each| each.kind))
            }
            _ => wanted.kind,
        }
    }
}

/// Every way that is declared.
pub(crate) fn read(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Vec<Recipe>, EmulatorError> {
    let mut recipes = Vec::new();
    for (grant, request, renewal) in declared(spec) {
        recipes.push(recipe(spec, values, grant, request, renewal)?);
        for variant in spec.variants.iter().filter(|variant| variant.concerns(grant.name())) {
            let request = TokenRequest {
                endpoint: variant.endpoint.or(request.endpoint),
                parameters_in: variant.parameters_in.unwrap_or(request.parameters_in),
                ..request
            };
            recipes.push(recipe(spec, values, grant, request, renewal)?);
        }
    }
    Ok(recipes)
}

fn declared(spec: &'static ProviderSpec) -> Vec<(Grant, TokenRequest, Renewal)> {
    let grants = &spec.grants;
    let code = grants.authorization_code;
    let code = code.map(|each| (Grant::AuthorizationCode, each.request, each.renewal));
    let password = grants.password.map(|each| (Grant::Password, each.request, each.renewal));
    let client = grants.client_credentials;
    let client = client.map(|each| (Grant::ClientCredentials, each.request, each.renewal));
    let device = grants.device_code.map(|each| (Grant::DeviceCode, each.request, each.renewal));
    let ciba = grants.ciba.map(|each| (Grant::Ciba, each.request, each.renewal));
    let refresh = grants.refresh_token;
    let refresh = refresh.map(|each| (Grant::RefreshToken, each.request, Renewal::RefreshToken));
    let custom = grants.custom.iter();
    let custom = custom.map(|each| (Grant::Custom(each), each.request, each.renewal));
    let mut all: Vec<_> = [code, password, client, device, ciba, refresh]
        .into_iter()
        .flatten()
        .chain(custom)
        .collect();
    // `renew` is what a session does. Where none renews with a refresh token, the application asks for another token
    // itself, and what a user has allowed brings one.
    let implicit = grants.implicit.map(|each| each.renewal);
    let others = all.iter().filter(|(grant, ..)| !matches!(grant, Grant::RefreshToken));
    let mut renewals = others.map(|(.., renewal)| *renewal).chain(implicit);
    if renewals.all(|renewal| renewal != Renewal::RefreshToken)
        && grants.refresh_token.is_some_and(|it| it.request.sends(Source::RefreshToken))
    {
        for (grant, _, renewal) in &mut all {
            if grant.is_of_a_user() && *renewal == Renewal::None {
                *renewal = Renewal::RefreshToken;
            }
        }
    }
    all
}

fn recipe(
    spec: &'static ProviderSpec,
    values: &Values,
    grant: Grant,
    request: TokenRequest,
    renewal: Renewal,
) -> Result<Recipe, EmulatorError> {
    let template = request.endpoint.or(spec.endpoints.token);
    let template = template.ok_or(EmulatorError::MissingEndpoint {
        provider: spec.name,
        grant: grant.name(),
        key: "endpoints.token",
    })?;
    let key = if request.endpoint.is_some() {
        format!("grants.{}.request.endpoint", grant.name())
    } else {
        "endpoints.token".to_owned()
    };
    at(Place::read(&key, template, spec, values)?, spec, values, grant, request, renewal)
}

/// A request that goes there.
pub(super) fn at(
    place: Place,
    spec: &'static ProviderSpec,
    values: &Values,
    grant: Grant,
    request: TokenRequest,
    renewal: Renewal,
) -> Result<Recipe, EmulatorError> {
    let parameters = wanted::parameters(request.parameters, values)?;
    // It may have another name: then it is the one whose value is the grant's.
    let values_of_grant = [
        "authorization_code",
        "password",
        "client_credentials",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:openid:params:grant-type:ciba",
        "refresh_token",
    ];
    let grant_type = parameters.iter().find(|wanted| {
        wanted.name == "grant_type"
            || wanted.constant().is_some_and(|text| values_of_grant.contains(&text.as_str()))
    });
    Ok(Recipe {
        grant,
        grant_type: grant_type.map(|wanted| wanted.name),
        renewal,
        place,
        method: request.method,
        credentials: credential::read(&spec.client, request.authentication, values)?,
        parameters_in: request.parameters_in,
        parameters,
        query: wanted::parameters(request.query, values)?,
        headers: wanted::headers(request.headers, values)?,
        answer: request.answer.unwrap_or(&spec.token.answer),
        given: match grant {
            Grant::AuthorizationCode => {
                spec.grants.authorization_code.map_or(&[], |each| each.parameters)
            }
            Grant::Password => spec.grants.password.map_or(&[], |each| each.parameters),
            Grant::ClientCredentials => {
                spec.grants.client_credentials.map_or(&[], |each| each.parameters)
            }
            Grant::DeviceCode | Grant::Ciba | Grant::RefreshToken => &[],
            Grant::Custom(custom) => custom.parameters,
        },
    })
}
