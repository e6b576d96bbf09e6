//! `[callback]`.

use super::{Context, sources};
use crate::raw::{Encoding, Key, Signature, VariableKind};
use crate::report::{quote, quote_all};
use crate::span::{Given, Slot};
use crate::template::braced;
use crate::{ClientAuthentication, DigestEncoding};

/// ```toml
/// [callback]
/// # … and no grant that sends a browser away
/// ```
pub(super) fn without_browser(context: &mut Context<'_, '_>) {
    let Slot::Given(callback) = &context.document.callback else { return };
    if context.grants.is_empty() || !context.knows_grants() {
        return;
    }
    if context.grants.iter().any(|grant| grant.kind.has_browser()) {
        return;
    }
    let error = context.errors.add(callback.key, "a callback, and no grant that has one");
    error.label("no browser comes back");
    error.help("add `[grants.authorization_code]` or `[grants.implicit]`, or remove it");
}

/// ```toml
/// [callback]
/// iss = "required"
/// # … and no `endpoints.issuer`
/// ```
pub(super) fn iss_of_nobody(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Slot::Given(iss) = &callback.iss else { return };
    let endpoints = context.document.endpoints.get();
    if endpoints.is_none_or(|endpoints| endpoints.issuer.is_missing()) {
        context
            .error(iss.span, "an `iss` that nothing is compared with")
            .label("there is no `endpoints.issuer`")
            .help("add `issuer = \"https://…\"` to `[endpoints]`");
    }
}

/// ```toml
/// [callback.signature]
/// key = "{sining_key}"
/// encoding = "{host}"
/// ```
pub(super) fn signature(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Some(signature) = callback.signature.get() else { return };
    parameter(context, signature);
    match &signature.key {
        Slot::Given(Given { value: Key::Variable(name), span, .. }) => {
            match context.variable(name) {
                None => sources::variable_named(context, name, *span),
                Some(variable) => {
                    context.uses(name);
                    if !matches!(variable.kind, None | Some(VariableKind::String)) {
                        let declared = variable.name.span;
                        context
                            .error(*span, format!("{} is not a key", braced(name)))
                            .label("a key is a variable of type `string`")
                            .related(declared, "the variable")
                            .help("leave its `type` out");
                    }
                }
            }
        }
        Slot::Given(Given { value: Key::ClientSecret, span, .. }) => {
            let Slot::Given(ways) = &context.document.authentication else { return };
            if ways.value.iter().all(|way| way.value == ClientAuthentication::None) {
                context
                    .error(*span, "a signature whose key clients do not have")
                    .label("the client's secret")
                    .related(ways.span, "clients have no secret")
                    .help("write the key as a variable: `key = \"{signing_key}\"`");
            }
        }
        Slot::Missing | Slot::Broken => {}
    }
    encoding(context, signature);
}

/// The signature cannot be in a parameter that means something else.
fn parameter(context: &mut Context<'_, '_>, signature: &Signature<'_>) {
    let Slot::Given(parameter) = &signature.parameter else { return };
    if matches!(parameter.value, "code" | "state" | "error" | "iss" | "access_token") {
        context
            .error(parameter.span, format!("{} is a standard field", quote(parameter.value)))
            .label("not a signature")
            .help("write the name of the parameter that holds the signature");
    }
}

fn encoding(context: &mut Context<'_, '_>, signature: &Signature<'_>) {
    let Slot::Given(Given { value: Encoding::Variable(name), span, .. }) = &signature.encoding
    else {
        return;
    };
    let Some(variable) = context.variable(name) else {
        return sources::variable_named(context, name, *span);
    };
    context.uses(name);
    let known = || DigestEncoding::ALL.iter().map(|(word, _)| *word);
    let declared = variable.name.span;
    match &variable.kind {
        None => {}
        Some(VariableKind::Enum(values)) => {
            for value in values.iter().filter(|value| !known().any(|word| word == value.value)) {
                context
                    .error(value.span, format!("{} is not an encoding", quote(value.value)))
                    .label("not a value of an encoding")
                    .related(*span, "the encoding is this variable")
                    .help(format!("values: {}", quote_all(known())));
            }
        }
        Some(_) => {
            context
                .error(*span, format!("{} is not an encoding", braced(name)))
                .label("an encoding is a variable of type `enum`")
                .related(declared, "the variable")
                .help("write `type = \"enum\"` and `values = [\"auto\", \"hex\", \"base64\"]`");
        }
    }
}
