//! What is declared of each kind of request: names on the wire, and the templates of their values.

use std::cmp::Reverse;

use oauth_emulator::{Recorded, Step};
use oauth_spec::{
    CallAuthentication, ClientAuthentication, Header, Parameter, Source, Template, TokenRequest,
};

use super::declared;
use super::stage::Stage;
use super::wire::{address, texts};

/// A name on the wire, and its value.
pub(super) type Carrier = (&'static str, Template);

/// One declared request.
struct Declared {
    step: Step,
    /// Where it goes; nothing if that is not known here.
    endpoint: Option<String>,
    carriers: Vec<Carrier>,
}

/// What is declared of that request, that of the most similar one first: two that go to one place may give one name
/// other values, and what is secret in one is in all. What is declared of other kinds of requests, and of other places,
/// counts where nothing else does.
pub(super) fn of(stage: &Stage, request: &Recorded) -> Vec<Carrier> {
    let sent = texts(request);
    let address = address(request);
    let mut all = all(stage);
    if all.iter().any(|declared| declared.step == request.step) {
        all.retain(|declared| declared.step == request.step);
    }
    let there = |declared: &Declared| declared.endpoint.as_ref() == Some(&address);
    if all.iter().any(there) {
        all.retain(|declared| declared.endpoint.is_none() || there(declared));
    }
    all.sort_by_key(|declared| {
        let is_sent = |(name, value): &&Carrier| {
            sent.iter().any(|(other, text)| {
                other == name && value.as_text().is_none_or(|constant| constant == text)
            })
        };
        let there = declared.carriers.iter().filter(is_sent).count();
        (
            declared.endpoint.as_ref().is_some_and(|endpoint| *endpoint != address),
            declared.carriers.len() - there,
            Reverse(there),
        )
    });
    all.into_iter().flat_map(|declared| declared.carriers).collect()
}

/// Everything that is declared.
fn all(stage: &Stage) -> Vec<Declared> {
    let spec = stage.spec;
    let mut all = Vec::new();
    let mut add = |step, endpoint: Option<Template>, carriers| {
        let endpoint = endpoint.and_then(|url| declared::fill(stage, url, None));
        let endpoint = endpoint.map(|url| url.split('?').next().unwrap_or_default().to_owned());
        // A call may have a path below the API's address.
        let endpoint = endpoint.and_then(|url| match (url.starts_with('/'), spec.endpoints.api) {
            (true, Some(api)) => {
                let api = declared::fill(stage, api, None)?;
                Some(format!("{}{url}", api.trim_end_matches('/')))
            }
            _ => Some(url),
        });
        all.push(Declared { step, endpoint, carriers });
    };

    let code = spec.grants.authorization_code.map(|grant| grant.authorization);
    let implicit = spec.grants.implicit.map(|grant| grant.authorization);
    let consents = spec.consents.iter().map(|consent| consent.authorization);
    for request in code.into_iter().chain(implicit).chain(consents) {
        let endpoint = request.endpoint.or(spec.endpoints.authorization);
        add(Step::Authorize, endpoint, list(&[request.parameters], &[]));
    }
    for request in spec.grants.token_requests() {
        let endpoint = request.endpoint.or(spec.endpoints.token);
        add(Step::Token, endpoint, token_request(stage, &request));
    }
    let device = spec.grants.device_code.map(|grant| (Step::Device, grant.authorization));
    let ciba = spec.grants.ciba.map(|grant| (Step::Backchannel, grant.authentication));
    for (step, request) in device.into_iter().chain(ciba) {
        add(step, None, token_request(stage, &request));
    }

    let api = spec.api;
    let mut shown = list(&[api.query, api.body], &[api.headers]);
    shown.extend(api.authorization.map(|value| ("authorization", value)));
    let who = |authentication, authorization: Option<Template>| {
        let own = authorization.map(|value| ("authorization", value));
        let mut carriers = match authentication {
            CallAuthentication::Client => return client(stage, spec.client.authentication),
            CallAuthentication::AccessToken => shown.clone(),
            CallAuthentication::None => Vec::new(),
        };
        // The request's own stands in place of the API's.
        carriers.retain(|(name, _)| own.is_none() || *name != "authorization");
        carriers.extend(own);
        carriers
    };
    for call in spec.calls {
        let mut carriers = list(&[call.parameters], &[call.headers]);
        carriers.extend(who(call.authentication, call.authorization));
        add(Step::Call, Some(call.url), carriers);
    }
    for (step, operation) in
        [(Step::Revocation, spec.revocation), (Step::Introspection, spec.introspection)]
    {
        let mut carriers = list(&[operation.parameters], &[operation.headers]);
        carriers.extend(who(operation.authentication, operation.authorization));
        add(step, None, carriers);
    }
    add(Step::Userinfo, None, shown.clone());
    add(Step::Api, None, shown);
    all
}

/// A token request, with what authenticates the client.
fn token_request(stage: &Stage, request: &TokenRequest) -> Vec<Carrier> {
    let mut carriers = list(&[request.parameters, request.query], &[request.headers]);
    let declared = stage.spec.client.authentication;
    let own = request.authentication;
    carriers.extend(client(stage, own.as_slice()));
    carriers.extend(client(stage, if own.is_some() { &[] } else { declared }));
    carriers
}

/// What shows who the client is, in those of the ways that the file itself writes.
fn client(stage: &Stage, ways: &[ClientAuthentication]) -> Vec<Carrier> {
    let own = ways.iter().filter_map(|way| match way {
        ClientAuthentication::Declared(way) => Some(list(&[way.parameters], &[way.headers])),
        _ => None,
    });
    let signed = ("client_assertion", Template::value(Source::ClientAssertion));
    let signed = stage.spec.client.assertion.map(|_| signed);
    own.flatten().chain(signed).collect()
}

fn list(parameters: &[&'static [Parameter]], headers: &[&'static [Header]]) -> Vec<Carrier> {
    let parameters = parameters.iter().copied().flatten().map(|each| (each.name, each.value));
    let headers = headers.iter().copied().flatten().map(|each| (each.name, each.value));
    parameters.chain(headers).collect()
}
