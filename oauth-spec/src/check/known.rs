//! Values of variables that are known before any application gives one: what is wrong with them is wrong now.

use super::Context;
use crate::raw::{Authorization, Request, Variable, VariableKind};
use crate::report::quote;
use crate::span::{Slot, Spanned};
use crate::template::Template;

/// The texts that the file itself sends for a variable which takes more than hosts and numbers: an enum's, the
/// default, those of environments.
pub(super) fn values<'t>(
    context: &Context<'_, 't>,
    variable: &Variable<'t>,
) -> Vec<Spanned<&'t str>> {
    match &variable.kind {
        Some(VariableKind::Enum(texts) | VariableKind::Map { texts, .. }) => texts.clone(),
        Some(VariableKind::String) => {
            let default = variable.default.get().filter(|default| default.holes().is_empty());
            let default = default.map(|it| Spanned { value: it.text, span: it.span });
            let mut values: Vec<_> = default.into_iter().collect();
            for environment in context.document.environments.items() {
                let own = environment.values.iter();
                let own = own.filter(|(name, _)| name.value == variable.name.value);
                values.extend(own.map(|(_, value)| *value));
            }
            values
        }
        _ => Vec::new(),
    }
}

/// ```toml
/// [variables.team]
/// default = "☃"
/// [api]
/// headers = { x-team = "{team}" }
/// ```
pub(super) fn in_headers(context: &mut Context<'_, '_>) {
    let mut holes = Vec::new();
    for value in headers(context) {
        holes.append(&mut value.holes());
    }
    for hole in holes {
        let Some(variable) = context.variable(hole.name) else { continue };
        for value in values(context, variable) {
            let is_fine = value.value.chars().all(|c| c == ' ' || c.is_ascii_graphic());
            if is_fine || context.errors.has(value.span) {
                continue;
            }
            context
                .error(value.span, format!("{} is not a header value", quote(value.value)))
                .label("characters that are not ASCII")
                .related(hole.span, "it stands in a header here")
                .help("a header holds visible ASCII characters and spaces");
        }
    }
}

/// The values of all headers.
fn headers<'d, 't>(context: &Context<'d, 't>) -> Vec<&'d Template<'t>> {
    let document = context.document;
    let mut requests: Vec<&Request<'t>> = document.token_request.get().into_iter().collect();
    for grant in context.grants {
        requests.extend([&grant.request, &grant.first_request].into_iter().filter_map(Slot::get));
    }
    let operations = [&document.revocation, &document.introspection];
    requests.extend(operations.into_iter().filter_map(Slot::get).map(|one| &one.request));
    let (mut named, mut values) = (Vec::new(), Vec::new());
    for request in requests {
        named.extend(&request.headers);
        values.extend(request.authorization.get());
    }
    for method in document.methods() {
        named.extend(&method.headers);
    }
    for call in document.calls.items() {
        named.extend(&call.headers);
        values.extend(call.authorization.get());
    }
    if let Some(api) = document.api.get() {
        named.extend(&api.headers);
        values.extend(api.authorization.get().and_then(Authorization::header));
    }
    values.extend(named.into_iter().map(|header| &header.value));
    values
}
