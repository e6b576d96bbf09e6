//! Fields: not those that the standards know, and in a callback only what a query can hold.

use super::Context;
use crate::raw::{Field, FieldKind, Place};
use crate::report::quote;
use crate::span::Slot;

const TOKEN: &[&str] = &["access_token", "token_type", "expires_in", "refresh_token", "scope"];
const ERROR: &[&str] = &["error", "error_description", "error_uri"];
const CALLBACK: &[&str] = &[
    "code",
    "state",
    "iss",
    "error",
    "error_description",
    "error_uri",
    "access_token",
    "token_type",
    "expires_in",
    "refresh_token",
    "scope",
];

/// ```toml
/// [token.fields.access_token]
/// ```
pub(super) fn reserved(context: &mut Context<'_, '_>) {
    let document = context.document;
    let token = document.token.get().map_or(&[][..], |token| &token.fields);
    let errors = document.error_fields.get().map_or(&[][..], Vec::as_slice);
    let callback = document.callback.get().map_or(&[][..], |callback| &callback.fields);
    for (fields, standard) in [(token, TOKEN), (errors, ERROR), (callback, CALLBACK)] {
        for field in fields.iter().filter(|field| standard.contains(&field.name.value)) {
            context
                .error(field.name.span, format!("{} is a standard field", quote(field.name.value)))
                .label("read already")
                .help("remove it; fields are what the standards do not know");
        }
    }
}

/// ```toml
/// [callback.fields.user]
/// type = "object"
/// ```
pub(super) fn callback_types(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    for field in &callback.fields {
        if matches!(field.kind, Some(FieldKind::Object(_) | FieldKind::Any)) {
            context
                .error(
                    field.name.span,
                    format!("{} cannot come with a callback", quote(field.name.value)),
                )
                .label("a query holds no JSON")
                .help("a string, an integer, a number, a boolean or an enum");
        }
        same_as_signature(context, field);
    }
}

/// ```toml
/// [callback.fields.hmac]
/// [callback.signature]
/// parameter = "hmac"
/// ```
fn same_as_signature(context: &mut Context<'_, '_>, field: &Field<'_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Some(signature) = callback.signature.get() else { return };
    let Slot::Given(parameter) = &signature.place else { return };
    if matches!(parameter.value, Place::Query(name) if name == field.name.value) {
        context
            .error(field.name.span, format!("{} is two things", quote(field.name.value)))
            .label("a field")
            .related(parameter.span, "the signature")
            .help("remove the field; the signature is checked and then not needed");
    }
}
