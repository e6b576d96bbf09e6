//! Tokens that only bodies carry, forms or JSON, and requests that have no such body.

use super::Context;
use crate::raw::{Api, Call, Parameter, Request, TokenOperation};
use crate::reach;
use crate::span::{Slot, Span};
use crate::template::Hole;
use crate::{CallAuthentication, Method, ParametersIn};

/// What carries the token, and in which bodies.
#[derive(Clone, Copy)]
struct Carrier<'d, 't> {
    parameter: &'d Parameter<'t>,
    place: ParametersIn,
}

/// ```toml
/// [api]
/// authorization = false
/// form = { token = "{access_token}" }
/// [calls.me]
/// url = "/me"
/// ```
pub(super) fn without_token(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(api) = document.api.get() else { return };
    let Some(carrier) = carrier(context, api) else { return };
    let carrier = Carrier { parameter: carrier, place: api.body_in };
    for call in document.calls.items() {
        let is_open = call.authentication.is_broken() || call.method.is_broken();
        let who = call.authentication.or(CallAuthentication::AccessToken);
        let place = call.parameters_in.or(place(call));
        if is_open || who != CallAuthentication::AccessToken || place == carrier.place {
            continue;
        }
        let holes = reach::call(call);
        if carries(context, holes) || !call.authorization.is_missing() {
            continue;
        }
        let span = call.parameters_in.given().map(|place| place.span);
        let span = span.or(call.method.given().map(|method| method.span));
        told(context, span.unwrap_or(call.name.span), "a call", carrier);
    }
    for operation in [&document.revocation, &document.introspection] {
        if let Slot::Given(written) = operation {
            operation_without(context, &written.value, carrier);
        }
    }
    let userinfo = document.endpoints.get().map(|endpoints| &endpoints.userinfo);
    if let Some(Slot::Given(url)) = userinfo
        && !carries(context, url.value.holes())
    {
        told(context, url.key, "userinfo", carrier);
    }
}

/// ```toml
/// [revocation]
/// authentication = "access_token"
/// method = "DELETE"
/// parameters_in = "query"
/// omit = ["token"]
/// ```
fn operation_without(
    context: &mut Context<'_, '_>,
    written: &TokenOperation<'_>,
    carrier: Carrier<'_, '_>,
) {
    let request = &written.request;
    let who = written.authentication.or(CallAuthentication::Client);
    let place = of_operation(request);
    let is_open = request.unclear || written.authentication.is_broken();
    if is_open || who != CallAuthentication::AccessToken || place == carrier.place {
        return;
    }
    // The token that it is about is its own.
    let is_left_out =
        request.omit.iter().any(|name| super::requests::is_named(context, name.value, "token"));
    if is_left_out && !carries(context, reach::request(request)) {
        told(context, written.table, "the request", carrier);
    }
}

fn told(context: &mut Context<'_, '_>, span: Span, what: &str, carrier: Carrier<'_, '_>) {
    let name = carrier.parameter.name;
    let (label, there) = match carrier.place {
        ParametersIn::Json => ("this request has no JSON as its body", "the token is in JSON only"),
        _ => ("this request has no form as its body", "the token is in forms only"),
    };
    context
        .error(span, format!("{what} without the token"))
        .label(label)
        .related(name.span, there)
        .help(help(what, name.value, carrier.place));
}

fn help(what: &str, name: &str, place: ParametersIn) -> String {
    let query = format!("write `query = {{ {name} = \"{{access_token}}\" }}` in `[api]`");
    let posted = match place {
        ParametersIn::Json => "`method = \"POST\"` with `parameters_in = \"json\"`",
        _ => "`method = \"POST\"`",
    };
    match what {
        "userinfo" => query,
        _ => format!(
            "write {posted}, or `parameters = {{ {name} = \"{{access_token}}\" }}`; or, if every \
             request may have it there, {query}"
        ),
    }
}

/// Where the parameters of a revocation or an introspection are.
pub(super) fn of_operation(request: &Request<'_>) -> ParametersIn {
    let default = match request.method.or(Method::Post) {
        Method::Get => ParametersIn::Query,
        _ => ParametersIn::Form,
    };
    request.parameters_in.or(default)
}

/// Where a call's parameters are, unless it says so.
pub(super) fn place(call: &Call<'_>) -> ParametersIn {
    match call.method.or(Method::Get) {
        Method::Get | Method::Delete => ParametersIn::Query,
        _ => ParametersIn::Form,
    }
}

/// The parameter of a body that carries the token, if nothing else of `[api]` does.
fn carrier<'d, 't>(context: &Context<'d, 't>, api: &'d Api<'t>) -> Option<&'d Parameter<'t>> {
    let header = match &api.authorization {
        Slot::Given(authorization) => authorization.value.header(),
        // The header is there, or is to be.
        Slot::Missing | Slot::Broken => return None,
    };
    let mut others = reach::template(header);
    reach::add_headers(&mut others, &api.headers);
    reach::add_parameters(&mut others, &api.query);
    if api.broken || carries(context, others) {
        return None;
    }
    api.body.iter().find(|parameter| carries(context, parameter.value.holes()))
}

/// Whether these show who asks: the token, or what is made of it. What nobody knows may.
fn carries(context: &Context<'_, '_>, holes: Vec<Hole<'_>>) -> bool {
    if reach::is_unclear(context.document, &holes) || !context.knows_all(&holes) {
        return true;
    }
    let all = reach::through_computed(context.document, holes);
    all.iter().any(|hole| {
        matches!(hole.name, "access_token" | "refresh_token" | "id_token")
            || hole.name.starts_with("token.")
    })
}
