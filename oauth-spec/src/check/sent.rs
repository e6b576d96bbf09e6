//! Whether requests still carry what they are for.

use super::requests::{Standard, is_named, wire};
use super::{Context, callback};
use crate::raw::{Request, Variable, VariableKind};
use crate::reach;
use crate::span::{Given, Span};
use crate::template::{Hole, braced};

/// Whether the request still carries what it is for.
pub(super) fn sends(
    context: &mut Context<'_, '_>,
    request: &Given<Request<'_>>,
    standard: &Standard<'_>,
    must: &[&str],
) {
    if request.value.unclear {
        return;
    }
    let used = reach::through_computed(context.document, reach::request(&request.value));
    if reach::is_unclear(context.document, &used) || !context.knows_all(&used) {
        return;
    }
    let mut missing: Vec<(&str, Span)> = Vec::new();
    for source in must {
        // In the standard requests, a value goes under its own name.
        let omitted = request.value.omitted().find(|name| is_named(context, name.value, source));
        let replaced = request
            .value
            .parameters
            .iter()
            .find(|parameter| wire(context, source) == parameter.name.value);
        let is_standard =
            standard.parameters.contains(source) && omitted.is_none() && replaced.is_none();
        if is_standard || used.iter().any(|hole| hole.name == *source) {
            continue;
        }
        if *source == "client_id" && identifies(context, &request.value, &used) {
            continue;
        }
        if *source == "code" && callback::code_goes_later(context) {
            continue;
        }
        let span = omitted
            .map(|name| name.span)
            .or_else(|| replaced.map(|parameter| parameter.value.span))
            .unwrap_or(request.key);
        missing.push((source, span));
    }
    let Some((source, span)) = missing.first() else { return };
    let help = if source.starts_with("code_") {
        "write `pkce = \"none\"` if this provider has none".to_owned()
    } else {
        format!("send it under its other name: `parameters = {{ name = \"{{{source}}}\" }}`")
    };
    let names: Vec<_> = missing.iter().map(|(source, _)| braced(source)).collect();
    let error = context
        .errors
        .add(*span, format!("the request never sends {}", names.join(", ")))
        .label("without it the request makes no sense")
        .help(help);
    for (_, further) in missing.iter().filter(|(_, further)| further != span) {
        error.related(*further, "nor without this");
    }
}

/// Whether something else says which application it is: the URL, or a text that only the application knows.
fn identifies(context: &Context<'_, '_>, request: &Request<'_>, used: &[Hole<'_>]) -> bool {
    // A host says where the provider is, not who asks.
    let is_text = |variable: &Variable<'_>| {
        matches!(variable.kind, None | Some(VariableKind::String | VariableKind::Integer))
    };
    let is_own = |hole: &Hole<'_>| {
        hole.name == "client_id" || context.variable(hole.name).is_some_and(is_text)
    };
    let endpoints = context.document.endpoints.get();
    let standard = endpoints.and_then(|endpoints| endpoints.authorization.get());
    let url = standard.filter(|_| request.endpoint.is_missing());
    used.iter().any(is_own) || reach::template(url).iter().any(is_own)
}
