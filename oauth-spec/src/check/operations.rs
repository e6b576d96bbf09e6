//! `[revocation]` and `[introspection]`.

use super::Context;
use super::request_values::values;
use super::requests::{Standard, lists};
use super::sources::Step;
use crate::raw::TokenOperation;
use crate::reach;
use crate::report::quote;
use crate::span::{Given, Slot, Span};
use crate::template::Template;
use crate::{CallAuthentication, TokenOperation as Lowered};

/// One of the two, as messages call it.
struct Operation<'d, 't> {
    key: &'static str,
    /// With its article.
    name: &'static str,
    written: &'d Slot<TokenOperation<'t>>,
    endpoint: Option<&'d Slot<Template<'t>>>,
}

fn both<'d, 't>(context: &Context<'d, 't>) -> [Operation<'d, 't>; 2] {
    let document = context.document;
    let endpoints = document.endpoints.get();
    [
        Operation {
            key: "revocation",
            name: "a revocation",
            written: &document.revocation,
            endpoint: endpoints.map(|endpoints| &endpoints.revocation),
        },
        Operation {
            key: "introspection",
            name: "an introspection",
            written: &document.introspection,
            endpoint: endpoints.map(|endpoints| &endpoints.introspection),
        },
    ]
}

/// What is said of each, and its address, where both are there.
pub(super) fn addresses<'d, 't>(
    context: &Context<'d, 't>,
) -> impl Iterator<Item = (&'d Given<TokenOperation<'t>>, &'d Given<Template<'t>>)> + use<'d, 't> {
    let pair = |one: Operation<'d, 't>| Some((one.written.given()?, one.endpoint?.given()?));
    both(context).into_iter().filter_map(pair)
}

/// ```toml
/// [revocation]
/// # … and no `endpoints.revocation`
/// ```
pub(super) fn endpoint(context: &mut Context<'_, '_>) {
    // The metadata may name it; or it is there, and stands in another table.
    if !context.document.discovery.is_missing() || context.is_misspelt("endpoints") {
        return;
    }
    for operation in both(context) {
        let Slot::Given(written) = operation.written else { continue };
        if operation.endpoint.is_some_and(|endpoint| !endpoint.is_missing()) {
            continue;
        }
        let key = operation.key;
        let table = match &context.document.endpoints {
            Slot::Missing => None,
            Slot::Given(endpoints) => Some(endpoints.key),
            Slot::Broken => continue,
        };
        let error = context.errors.add(written.key, format!("`[{key}]` without an endpoint"));
        error.label(format!("asks `endpoints.{key}`, and there is none"));
        match table {
            Some(table) => {
                error.related(table, format!("{} is missing here", quote(key)));
                error.help(format!("add `{key} = \"https://…\"`"));
            }
            None => {
                error.help(format!("add\n\n[endpoints]\n{key} = \"https://…\""));
            }
        }
    }
}

/// ```toml
/// [revocation]
/// omit = ["token"]
/// ```
pub(super) fn requests(context: &mut Context<'_, '_>) {
    for operation in both(context) {
        let Slot::Given(written) = operation.written else { continue };
        let request = &written.value.request;
        let parameters = Lowered::STANDARD.parameters;
        let standard = Standard {
            may_have_more: false,
            parameters: parameters.iter().map(|parameter| parameter.name).collect(),
            without: (&[], Span::default()),
        };
        lists(context, request, &standard);
        values(context, request, Step { name: operation.name, ..Step::OPERATION });
        authorization(context, &operation, written);
        of_no_token(context, &operation, written);
    }
}

/// ```toml
/// [revocation]
/// authorization = "Bearer {access_token}"
/// # … and no `authentication = "access_token"`
/// ```
fn authorization(
    context: &mut Context<'_, '_>,
    operation: &Operation<'_, '_>,
    written: &Given<TokenOperation<'_>>,
) {
    let TokenOperation { authentication, request, .. } = &written.value;
    let Slot::Given(authorization) = &request.authorization else { return };
    if authentication.or(CallAuthentication::Client) == CallAuthentication::Client
        && !authentication.is_broken()
    {
        let message = format!("{} that is authorized in two ways", operation.name);
        let error = context.errors.add(authorization.key, message);
        error.label("this header");
        match authentication {
            Slot::Given(who) => error.related(who.span, "the client"),
            _ => error
                .related(written.key, "the client asks, unless `authentication` says otherwise"),
        }
        .help("write `authentication = \"access_token\"`, or leave this one out");
    }
}

/// Whether it says which token it is about.
fn of_no_token(
    context: &mut Context<'_, '_>,
    operation: &Operation<'_, '_>,
    written: &Given<TokenOperation<'_>>,
) {
    let request = &written.value.request;
    let authentication = &written.value.authentication;
    let is_open = authentication.is_broken() || request.unclear;
    let by_token = authentication.or(CallAuthentication::Client) == CallAuthentication::AccessToken;
    if is_open || by_token {
        return;
    }
    let names = context.document.parameter_names.get();
    let wire = names.map_or("token", |names| names.wire("token"));
    let omitted = request.omit.iter().find(|name| name.value == "token" || name.value == wire);
    let keeps = omitted.is_none()
        && !request.parameters.iter().any(|parameter| parameter.name.value == wire);
    let mut holes = reach::request(request);
    holes.append(&mut reach::template(operation.endpoint.and_then(Slot::get)));
    let sent = reach::through_computed(context.document, holes);
    let sends = sent.iter().any(|hole| {
        matches!(hole.name, "access_token" | "refresh_token" | "id_token")
            || hole.name.starts_with("token.")
    });
    if keeps || sends || !context.knows_all(&sent) {
        return;
    }
    context
        .error(
            omitted.map_or(written.key, |name| name.span),
            format!("{} of no token", operation.name),
        )
        .label("the request does not say which")
        .help(
            "send it under its other name: `parameters = { name = \"{access_token}\" }`, or write \
            `authentication = \"access_token\"`",
        );
}
