//! The token requests that the provider takes: every grant, each in every variant.

use oauth_spec::{
    CustomGrant, ParameterKind, ParametersIn, ProviderSpec, Renewal, Source, TokenRequest,
};

use super::{Pattern, Place, Values, Wanted, pattern};
use crate::error::EmulatorError;

/// A grant that asks the token endpoint.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Grant {
    AuthorizationCode,
    Password,
    ClientCredentials,
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
    pub(crate) parameters_in: ParametersIn,
    pub(crate) parameters: Vec<Wanted>,
    pub(crate) headers: Vec<Wanted>,
}

impl Grant {
    /// Its name in TOML.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::Password => "password",
            Self::ClientCredentials => "client_credentials",
            Self::RefreshToken => "refresh_token",
            Self::Custom(grant) => grant.name,
        }
    }
}

impl Recipe {
    /// What makes the request recognisable: parameters that are always the same.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let parameters = self.parameters.iter();
        parameters.filter_map(|wanted| Some((wanted.name, wanted.pattern.constant()?)))
    }

    /// Whether a parameter of that name belongs to it.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.parameters.iter().any(|wanted| wanted.name == name)
    }

    /// Whether it carries a value from there.
    pub(crate) fn sends(&self, source: Source) -> bool {
        self.parameters.iter().any(|wanted| wanted.pattern.holes().any(|hole| hole == source))
    }

    /// Whether a request without that value is refused.
    pub(crate) fn requires(&self, source: Source) -> bool {
        match (source, self.grant) {
            (Source::Scope | Source::State, _) => false,
            (Source::Parameter(name), Grant::Custom(grant)) => {
                grant.parameters.iter().any(|each| each.name == name && each.required)
            }
            _ => true,
        }
    }

    /// What a value has to be in JSON.
    pub(crate) fn kind(&self, pattern: &Pattern) -> ParameterKind {
        match (pattern.hole(), self.grant) {
            (Some(Source::Parameter(name)), Grant::Custom(grant)) => {
                let declared = grant.parameters.iter().find(|each| each.name == name);
                declared.map_or(ParameterKind::String, |each| each.kind)
            }
            _ => ParameterKind::String,
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
    let refresh = grants.refresh_token;
    let refresh = refresh.map(|each| (Grant::RefreshToken, each.request, Renewal::RefreshToken));
    let custom = grants.custom.iter();
    let custom = custom.map(|each| (Grant::Custom(each), each.request, each.renewal));
    [code, password, client, refresh].into_iter().flatten().chain(custom).collect()
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
    Ok(Recipe {
        grant,
        renewal,
        place: Place::read(&key, template, spec, values)?,
        parameters_in: request.parameters_in,
        parameters: pattern::parameters(request.parameters, values)?,
        headers: pattern::headers(request.headers, values)?,
    })
}
