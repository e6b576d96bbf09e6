//! Queries that are signed and are always empty.

use super::Context;
use crate::lints::EMPTY_QUERY;
use crate::{
    CallAuthentication, ClientAuthentication, ComputedRecipe, Header, Parameter, ParametersIn,
    ProviderSpec, Source, Template, TokenOperation, TokenRequest,
};

/// A request: what may hold a computed value, and what of it is in the query.
struct Sent {
    url: Option<Template>,
    query: Vec<Parameter>,
    others: Vec<Template>,
}

/// ```toml
/// [computed.sign]
/// message = "{request.query}"
/// # … and only requests with a form send it
/// ```
pub(super) fn empty(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    let requests = requests(spec);
    for computed in spec.computed {
        let ComputedRecipe::Digest(digest) = computed.recipe else { continue };
        if !digest.message.sources().any(|source| source == Source::Query) {
            continue;
        }
        let holds = |template: &Template| {
            template.sources().any(|source| spec.holds_computed(source, computed.name))
        };
        let mut uses = requests.iter().filter(|sent| {
            sent.query.iter().any(|it| holds(&it.value)) || sent.others.iter().any(holds)
        });
        let is_empty = |sent: &Sent| {
            let has_query = sent.url.is_some_and(|url| has_query(&url));
            !has_query && sent.query.iter().all(|it| holds(&it.value))
        };
        let is_used = uses.clone().next().is_some();
        // A message with the body in it is one for all requests: the application's own calls have queries.
        let says_body = digest.message.sources().any(|source| {
            matches!(source, Source::Body | Source::FormParameter(_) | Source::JsonMember(_))
        });
        if says_body && application(spec).iter().any(holds) {
            continue;
        }
        let Some(message) = context.at(&["computed", computed.name, "message"]) else { continue };
        let span = message.span;
        if is_used && uses.all(is_empty) {
            context
                .warn(
                    &EMPTY_QUERY,
                    span,
                    "no declared request that sends this has anything else in its query",
                )
                .label("`{request.query}` is always empty")
                .help("write `{request.parameters}` for the parameters of the query and the body");
        }
    }
}

/// What the application's own calls carry.
fn application(spec: &ProviderSpec) -> Vec<Template> {
    let api = &spec.api;
    let parameters = [api.query, api.body].into_iter().flatten().map(|it| it.value);
    let headers = api.headers.iter().map(|header| header.value);
    parameters.chain(headers).chain(api.authorization).collect()
}

/// Every request whose parameters are all declared; what the browser carries is in a query. The application's own calls
/// may have any query, and are not among them.
fn requests(spec: &ProviderSpec) -> Vec<Sent> {
    let endpoints = &spec.endpoints;
    let mut all = Vec::new();
    for request in spec.grants.token_requests() {
        all.push(token(spec, &request, endpoints.token));
    }
    if let Some(grant) = spec.grants.device_code {
        all.push(token(spec, &grant.authorization, endpoints.device_authorization));
    }
    if let Some(grant) = spec.grants.ciba {
        all.push(token(spec, &grant.authentication, endpoints.backchannel_authentication));
    }
    for (operation, url) in
        [(&spec.revocation, endpoints.revocation), (&spec.introspection, endpoints.introspection)]
    {
        if url.is_some() {
            all.push(about_token(spec, operation, url));
        }
    }
    for call in spec.calls {
        let who = call.authentication;
        let place = (call.parameters_in, call.parameters);
        let mut sent = sent(place, &[], call.headers, Some(call.url));
        sent.ask_as(spec, who);
        all.push(sent);
    }
    let browser = spec.grants.authorization_code.map(|grant| grant.authorization.parameters);
    let implicit = spec.grants.implicit.map(|grant| grant.authorization.parameters);
    let consents = spec.consents.iter().map(|consent| consent.authorization.parameters);
    let pushed = spec.grants.authorization_code.is_some_and(|grant| grant.pushed);
    for (index, parameters) in [browser, implicit].into_iter().enumerate() {
        let place = if pushed && index == 0 { ParametersIn::Form } else { ParametersIn::Query };
        all.extend(parameters.map(|parameters| sent((place, parameters), &[], &[], None)));
    }
    all.extend(consents.map(|own| sent((ParametersIn::Query, own), &[], &[], None)));
    all
}

fn sent(
    (place, parameters): (ParametersIn, &[Parameter]),
    query: &[Parameter],
    headers: &[Header],
    url: Option<Template>,
) -> Sent {
    let mut sent = Sent { url, query: query.to_vec(), others: Vec::new() };
    sent.others.extend(headers.iter().map(|header| header.value));
    match place {
        ParametersIn::Query => sent.query.extend_from_slice(parameters),
        _ => sent.others.extend(parameters.iter().map(|it| it.value)),
    }
    sent
}

fn token(spec: &ProviderSpec, request: &TokenRequest, url: Option<Template>) -> Sent {
    let place = (request.parameters_in, request.parameters);
    let mut sent = sent(place, request.query, request.headers, request.endpoint.or(url));
    let own = request.authentication;
    let ways = own.as_ref().map_or(spec.client.authentication, std::slice::from_ref);
    sent.authenticate(ways, request.parameters_in);
    sent
}

fn about_token(spec: &ProviderSpec, operation: &TokenOperation, url: Option<Template>) -> Sent {
    let place = (operation.parameters_in, operation.parameters);
    let mut sent = sent(place, &[], operation.headers, url);
    if operation.authentication == CallAuthentication::Client {
        sent.authenticate(spec.client.authentication, operation.parameters_in);
    }
    sent.ask_as(spec, operation.authentication);
    sent
}

impl Sent {
    /// Adds what a request with a token has.
    fn ask_as(&mut self, spec: &ProviderSpec, who: CallAuthentication) {
        if who == CallAuthentication::AccessToken {
            self.query.extend_from_slice(spec.api.query);
            self.others.extend(spec.api.headers.iter().map(|header| header.value));
            self.others.extend(spec.api.body.iter().map(|it| it.value));
            self.others.extend(spec.api.authorization);
        }
    }

    fn authenticate(&mut self, ways: &[ClientAuthentication], place: ParametersIn) {
        for way in ways {
            match way {
                ClientAuthentication::Declared(way) => {
                    let own = sent((place, way.parameters), &[], way.headers, None);
                    self.query.extend(own.query);
                    self.others.extend(own.others);
                }
                _ if place == ParametersIn::Query => self.query.push(Parameter::text("", "")),
                _ => {}
            }
        }
    }
}

fn has_query(url: &Template) -> bool {
    url.parts().any(|part| matches!(part, crate::Part::Text(text) if text.contains('?')))
}
