//! The flows that begin in the browser.

use oauth_spec::{
    AuthorizationRequest, Challenge, Consent, Offline, ProviderSpec, Renewal, Source,
};

use super::{Place, Values, Wanted, wanted};
use crate::error::EmulatorError;

/// A flow that begins in the browser, at one of its addresses.
#[derive(Debug)]
pub(crate) struct Flow {
    pub(crate) kind: FlowKind,
    pub(crate) place: Place,
    /// Whether the request follows the `#` of the address.
    pub(crate) query_after_fragment: bool,
    pub(crate) renewal: Renewal,
    pub(crate) parameters: Vec<Wanted>,
    /// The parameter that says what is to come back.
    pub(crate) response_type: &'static str,
    /// Those of clients that authenticate, where they send no PKCE.
    pub(crate) unchallenged: Option<Vec<Wanted>>,
    /// How a code challenge is made.
    pub(crate) challenge: Challenge,
    /// What asks for a refresh token.
    pub(crate) offline: Option<(&'static Offline, Vec<Wanted>)>,
}

/// What the browser comes back with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlowKind {
    /// A code, in the query.
    Code,
    /// The token itself, in the fragment.
    Implicit,
    /// That consent was given.
    Consent(&'static Consent),
}

impl FlowKind {
    /// The grant's name in TOML.
    pub(crate) fn grant(self) -> &'static str {
        match self {
            Self::Code => "authorization_code",
            Self::Implicit => "implicit",
            Self::Consent(consent) => consent.name,
        }
    }
}

impl Flow {
    /// Whether its request is behind the `#`: the address of a variant may have none.
    pub(crate) fn is_routed(&self) -> bool {
        self.query_after_fragment && self.place.has_route()
    }

    /// The name of the parameter that carries that value.
    pub(crate) fn name_of(&self, source: Source) -> Option<&'static str> {
        self.carrier(source).map(|wanted| wanted.name)
    }

    /// A value, taken out of the text of the parameter that carries it, such as `app-{client_id}`.
    pub(crate) fn value_of(&self, source: Source, text: &str) -> Option<String> {
        let captured = self.carrier(source)?.capture(text, None)?;
        captured.into_iter().find(|(found, _)| *found == source).map(|(_, value)| value)
    }

    fn carrier(&self, source: Source) -> Option<&Wanted> {
        self.parameters.iter().find(|wanted| wanted.sends(source))
    }

    /// What makes the request recognisable: parameters that are always the same.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&'static str, String)> {
        let parameters = self.parameters.iter();
        parameters.filter_map(|wanted| Some((wanted.name, wanted.constant()?)))
    }
}

/// Every flow that is declared, once for each of its addresses.
pub(crate) fn read(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Vec<Flow>, EmulatorError> {
    let mut flows = Vec::new();
    let mut add = |kind: FlowKind, request: AuthorizationRequest, renewal| {
        let own = format!("grants.{}.authorization_request.endpoint", kind.grant());
        let key = if request.endpoint.is_some() { own.as_str() } else { "endpoints.authorization" };
        let template = request.endpoint.or(spec.endpoints.authorization);
        let template = template.ok_or(EmulatorError::MissingEndpoint {
            provider: spec.name,
            grant: kind.grant(),
            key: "endpoints.authorization",
        })?;
        let code = spec.grants.authorization_code.filter(|_| kind == FlowKind::Code);
        let variants = spec.variants.iter().filter(|variant| {
            !matches!(kind, FlowKind::Consent(_)) && variant.concerns(kind.grant())
        });
        let variants = variants.filter_map(|variant| variant.authorization_endpoint);
        for template in std::iter::once(template).chain(variants) {
            let offline = match code.and_then(|grant| grant.offline) {
                Some(offline) => Some((offline, wanted::parameters(offline.parameters, values)?)),
                None => None,
            };
            let unchallenged = code.and_then(|grant| grant.confidential);
            let unchallenged = unchallenged
                .map(|requests| wanted::parameters(requests.authorization.parameters, values));
            flows.push(Flow {
                kind,
                place: Place::read(key, template, spec, values)?,
                query_after_fragment: request.query_after_fragment,
                renewal,
                parameters: wanted::parameters(request.parameters, values)?,
                response_type: request.response_type().map_or("response_type", |it| it.name),
                unchallenged: unchallenged.transpose()?,
                challenge: code.map_or(Challenge::S256, |grant| grant.challenge),
                offline,
            });
        }
        Ok::<_, EmulatorError>(())
    };
    if let Some(grant) = spec.grants.authorization_code {
        add(FlowKind::Code, grant.authorization, grant.renewal)?;
    }
    if let Some(grant) = spec.grants.implicit {
        add(FlowKind::Implicit, grant.authorization, grant.renewal)?;
    }
    for consent in spec.consents {
        add(FlowKind::Consent(consent), consent.authorization, Renewal::None)?;
    }
    Ok(flows)
}
