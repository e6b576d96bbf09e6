//! Preparing the requests of our own: to the token endpoint, about a token, declared calls.

use http::Method;
use http::header::AUTHORIZATION;
use oauth_spec::{
    Answer, AnswerFormat, AuthorizationCodeGrant, ClientAuthentication, Expiry, Grants, Header,
    Parameter, ParametersIn, ProviderSpec, Source, Template, TokenOperation, TokenRequest, Variant,
};
use url::Url;

use super::build::keep;
use super::credentials;
use super::endpoint::Endpoint;
use super::headers::PreparedHeaders;
use super::prepared::PreparedRequest;
use super::recipe::{Encoding, Recipe};
use super::sources::is_computed;
use super::target::{Target, Who};
#[cfg(not(feature = "discovery"))]
use super::undiscovered::Discovered;
use super::values::Fixed;
#[cfg(feature = "discovery")]
use crate::discovery::Discovered;
use crate::inner::InnerNetwork;

/// What the parts of the work share.
pub(super) struct Builder<'a> {
    pub(super) spec: &'static ProviderSpec,
    pub(super) fixed: &'a Fixed,
    pub(super) mirror: Option<Url>,
    pub(super) inner: InnerNetwork,
    pub(super) authentication: ClientAuthentication,
    pub(super) variant: Option<&'static Variant>,
    pub(super) found: Option<&'a Discovered>,
}

/// A request as the declaration has it.
pub(super) struct Declared {
    pub(super) what: &'static str,
    pub(super) address: Target,
    pub(super) method: oauth_spec::Method,
    pub(super) place: ParametersIn,
    pub(super) parameters: &'static [Parameter],
    pub(super) query: &'static [Parameter],
    pub(super) headers: &'static [Header],
    pub(super) answer: Option<&'static Answer>,
    pub(super) who: Who,
}

impl Declared {
    /// A GET without parameters.
    pub(super) fn get(what: &'static str, address: Target, who: Who) -> Self {
        Self {
            what,
            address,
            method: oauth_spec::Method::Get,
            place: ParametersIn::Query,
            parameters: &[],
            query: &[],
            headers: &[],
            answer: None,
            who,
        }
    }
}

impl Builder<'_> {
    /// The authorization code grant as this client has it.
    pub(super) fn code_grant(&self) -> Option<AuthorizationCodeGrant> {
        self.spec.grants.authorization_code.map(|grant| grant.of_client(self.authentication))
    }

    pub(super) fn token_requests(
        &self,
        messages: &mut Vec<String>,
    ) -> Vec<(&'static str, PreparedRequest)> {
        // A client that authenticates may exchange its codes in another way.
        let grants = Grants { authorization_code: self.code_grant(), ..self.spec.grants };
        let mut prepared = Vec::new();
        for (name, request) in grants.named_token_requests() {
            let request = self.token_request(name, &request, messages);
            prepared.extend(request.map(|request| (name, request)));
        }
        prepared
    }

    fn token_request(
        &self,
        grant: &'static str,
        request: &TokenRequest,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let variant = self.variant.filter(|variant| variant.concerns(grant));
        let place =
            variant.and_then(|variant| variant.parameters_in).unwrap_or(request.parameters_in);
        let Some(endpoint) = variant
            .and_then(|variant| variant.endpoint)
            .or(request.endpoint)
            .map(|endpoint| Target::Declared(vec![endpoint]))
            .or_else(|| self.endpoint("token_endpoint"))
        else {
            messages.push(format!(
                "the grant `{grant}` has no token endpoint: declare `[endpoints] token`"
            ));
            return None;
        };
        let declared = Declared {
            what: "token",
            address: endpoint,
            method: request.method,
            place,
            parameters: request.parameters,
            query: request.query,
            headers: request.headers,
            answer: request.answer,
            who: Who::Client(request.authentication.unwrap_or(self.authentication)),
        };
        let mut prepared = self.request(&declared, messages)?;
        // What a refresh does beside replacing the token is not read in one pass.
        if let Some(refresh) = self.spec.grants.refresh_token
            && grant == "refresh_token"
        {
            prepared.plain &=
                refresh.rotation != oauth_spec::Rotation::Never && !refresh.same_token;
        }
        Some(prepared)
    }

    pub(super) fn request(
        &self,
        declared: &Declared,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let Declared { what, address, method, place, parameters, query, headers, answer, who } =
            declared;
        let mirror = self.mirror.as_ref();
        let found = match address {
            Target::Declared(_) => None,
            Target::Found(url) => Some(url),
        };
        let outside = self.keeps_out(found);
        let (endpoint, address) = match address {
            Target::Declared(parts) => {
                (Endpoint::prepare(what, parts, self.fixed, mirror), parts.as_slice())
            }
            Target::Found(url) => (Endpoint::found(what, url, mirror), &[][..]),
        };
        let endpoint = keep(endpoint, messages)?;
        let mut problems = Vec::new();
        let in_query = Encoding::Query(self.spec.scopes.encoding);
        let encoding = match place {
            ParametersIn::Json => Encoding::Json,
            ParametersIn::Query => in_query,
            ParametersIn::Form | ParametersIn::Multipart => Encoding::Form,
        };
        let mut prepared_headers = PreparedHeaders::for_place(*place);
        let mut recipe = Recipe::prepare(encoding, parameters, self.fixed, &mut problems);
        let mut beside = Recipe::prepare(in_query, query, self.fixed, &mut problems);
        let mut templates: Vec<Template> = address.to_vec();
        let mut spelled: Vec<Parameter> = Vec::new();
        let mut sent = |parameters: &[Parameter], headers: &[Header]| {
            for header in headers {
                templates.push(header.value);
            }
            spelled.extend_from_slice(parameters);
        };
        sent(parameters, headers);
        let mut own = None;
        match who {
            Who::Nobody(authorization) => own = *authorization,
            Who::Client(way) => {
                let (more, declared) = credentials::spelled(*way, &self.spec.client);
                sent(&more, declared);
                let into = (&mut recipe, &mut prepared_headers);
                credentials::add(*way, self.fixed, into.0, into.1, &mut problems);
            }
            Who::AccessToken(authorization) => {
                let api = &self.spec.api;
                sent(api.query, api.headers);
                prepared_headers.declare(api.headers, self.fixed, &mut problems);
                own = *authorization;
                beside.extend(api.query, self.fixed, &mut problems);
                if *place == api.body_in {
                    sent(api.body, &[]);
                    recipe.extend(api.body, self.fixed, &mut problems);
                }
            }
        }
        if let Some(authorization) = own {
            templates.push(authorization);
            prepared_headers.add_filled(AUTHORIZATION, authorization);
        }
        prepared_headers.declare(headers, self.fixed, &mut problems);
        if recipe.is_undeclared() {
            prepared_headers = prepared_headers.without_content_type();
        }
        spelled.extend_from_slice(query);
        for parameter in &spelled {
            templates.push(parameter.value);
        }
        let sources = self.sources(&templates);
        let mut needs = Vec::new();
        for source in &sources {
            needs.extend(grant(source));
        }
        let computes = sources.iter().any(is_computed);
        let answer = answer.unwrap_or(&self.spec.token.answer);
        Some(PreparedRequest {
            method: method_of(*method),
            endpoint,
            outside,
            place: *place,
            recipe,
            query: beside,
            headers: prepared_headers,
            sends_scope: sources.contains(&Source::Scope),
            sends_resource: sources.contains(&Source::Resource),
            sends_details: sources.contains(&Source::AuthorizationDetails),
            sends_state: sources.contains(&Source::State),
            sends_refresh_token: sources.contains(&Source::RefreshToken),
            needs,
            answer,
            plain: self.is_plain(answer),
            spelled: (computes || *place == ParametersIn::Multipart).then_some(spelled),
            alone: true,
            problems,
        })
    }

    /// Whether an answer is written as the RFC says, and nothing in it decides whether it is one.
    fn is_plain(&self, answer: &Answer) -> bool {
        let expiry = matches!(answer.expiry, Expiry::Never | Expiry::Lifetime)
            || answer.expiry == Expiry::EXPIRES_IN;
        let as_standard = Answer { expiry: Expiry::EXPIRES_IN, ..*answer } == Answer::STANDARD;
        expiry
            && as_standard
            && answer.format == AnswerFormat::Json
            && answer.expiry == self.spec.token.answer.expiry
            && self.spec.errors.when.is_empty()
            && self.spec.token.signature.is_none()
    }

    pub(super) fn revocation(&self, messages: &mut Vec<String>) -> Option<PreparedRequest> {
        let address = self.endpoint("revocation_endpoint")?;
        self.operation("revocation", address, &self.spec.revocation, messages)
    }

    pub(super) fn introspection(&self, messages: &mut Vec<String>) -> Option<PreparedRequest> {
        let address = self.endpoint("introspection_endpoint")?;
        self.operation("introspection", address, &self.spec.introspection, messages)
    }

    fn operation(
        &self,
        what: &'static str,
        address: Target,
        operation: &TokenOperation,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let declared = Declared {
            what,
            address,
            method: operation.method,
            place: operation.parameters_in,
            parameters: operation.parameters,
            query: &[],
            headers: operation.headers,
            answer: None,
            who: self.who(operation.authentication, operation.authorization),
        };
        self.request(&declared, messages)
    }
}

fn grant(source: &Source) -> Option<&'static str> {
    match source {
        Source::Grant(name) => Some(name),
        _ => None,
    }
}

fn method_of(method: oauth_spec::Method) -> Method {
    match method {
        oauth_spec::Method::Get => Method::GET,
        oauth_spec::Method::Post => Method::POST,
        oauth_spec::Method::Put => Method::PUT,
        oauth_spec::Method::Patch => Method::PATCH,
        oauth_spec::Method::Delete => Method::DELETE,
    }
}
