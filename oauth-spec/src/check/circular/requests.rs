//! What each request sends that may be made of it.

use crate::check::variants::written_in;
use crate::check::{Context, clients};
use crate::raw::{Parameter, Request};
use crate::span::Slot;
use crate::{CallAuthentication, Method, ParametersIn};

/// A parameter of a request, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Sent<'d, 't> {
    pub(super) parameter: &'d Parameter<'t>,
    /// Else it stands in the query.
    pub(super) in_body: bool,
}

/// All requests, each with the parameters that the file gives it.
pub(super) fn all<'d, 't>(context: &Context<'d, 't>) -> Vec<Vec<Sent<'d, 't>>> {
    let document = context.document;
    let mut all = Vec::new();
    for grant in context.grants.iter().filter(|grant| grant.kind.asks_token_endpoint()) {
        let in_body = written_in(context, grant).is_some_and(|place| place != ParametersIn::Query);
        let mut own = Vec::new();
        if let Some(request) = grant.request.get() {
            own.extend(sent(&request.parameters, in_body));
            own.extend(sent(&request.query, false));
        }
        // A client authenticates in one way.
        let ways = clients::of_grant(context, grant).unwrap_or_default();
        for way in &ways {
            let Some(method) = clients::method(context, way.value) else { continue };
            all.push([own.as_slice(), &sent(&method.parameters, in_body)].concat());
        }
        all.push(own);
    }
    for grant in context.grants {
        let is_pushed = grant.pushed.get() != Some(&false)
            && context.states(|endpoints| endpoints.pushed_authorization_request.is_missing());
        if let Some(request) = grant.authorization_request.get() {
            all.push(sent(&request.parameters, is_pushed));
        }
        all.extend(grant.first_request.get().map(of_request));
    }
    let api = document.api.get();
    let beside_token = |who: &Slot<CallAuthentication>, default: CallAuthentication| {
        let api = api.filter(|_| who.or(default) == CallAuthentication::AccessToken);
        api.map_or_else(Vec::new, |api| sent(&api.query, false))
    };
    for operation in
        [&document.revocation, &document.introspection].into_iter().filter_map(Slot::get)
    {
        let mut own = of_request(&operation.request);
        own.extend(beside_token(&operation.authentication, CallAuthentication::Client));
        all.push(own);
    }
    for call in document.calls.items() {
        let is_get = call.method.is_missing() && call.parameters_in.is_missing();
        let in_body = !is_get && is_body(&call.method, &call.parameters_in);
        let mut own = sent(&call.parameters, in_body);
        own.extend(beside_token(&call.authentication, CallAuthentication::AccessToken));
        all.push(own);
    }
    if let Some(api) = api {
        all.push([sent(&api.query, false), sent(&api.body, true)].concat());
    }
    all
}

fn of_request<'d, 't>(request: &'d Request<'t>) -> Vec<Sent<'d, 't>> {
    let in_body = is_body(&request.method, &request.parameters_in);
    [sent(&request.parameters, in_body), sent(&request.query, false)].concat()
}

fn sent<'d, 't>(parameters: &'d [Parameter<'t>], in_body: bool) -> Vec<Sent<'d, 't>> {
    parameters.iter().map(|parameter| Sent { parameter, in_body }).collect()
}

/// Whether parameters stand in the body; not where something about that is wrong.
fn is_body(method: &Slot<Method>, place: &Slot<ParametersIn>) -> bool {
    if method.is_broken() || place.is_broken() {
        return false;
    }
    match place.get() {
        Some(place) => *place != ParametersIn::Query,
        None => !matches!(method.get(), Some(Method::Get | Method::Delete)),
    }
}
