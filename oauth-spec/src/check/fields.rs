//! Fields: not those that the standards know, each where something can be read.

use super::Context;
use super::field_place::{self, Answer};
use crate::FieldFrom;
use crate::raw::{Field, FieldKind, Place};
use crate::report::quote;
use crate::span::{Slot, Spanned};

const TOKEN: &[&str] =
    &["access_token", "token_type", "expires_in", "refresh_token", "scope", ID_TOKEN];
const ID_TOKEN: &str = "id_token";
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
    let errors = document.errors.get().map_or(&[][..], |errors| &errors.fields);
    let callback = document.callback.get().map_or(&[][..], |callback| &callback.fields);
    for (fields, standard) in [(token, TOKEN), (errors, ERROR), (callback, CALLBACK)] {
        for field in fields.iter().filter(|field| standard.contains(&field.name.value)) {
            let help = if field.name.value == ID_TOKEN {
                "remove it; the token has it: `token.id_token()`. `[id_token]` says what it must be, and \
                 its `claims` are typed"
            } else {
                "remove it; fields are what the standards do not know"
            };
            context
                .error(field.name.span, format!("{} is a standard field", quote(field.name.value)))
                .label("read already")
                .help(help);
        }
    }
}

/// ```toml
/// [token.fields.token]
/// path = "access_token"
/// [callback.fields.given]
/// path = "code"
/// ```
pub(super) fn reserved_paths(context: &mut Context<'_, '_>) {
    let document = context.document;
    if let Some(token) = document.token.get() {
        let answer = &token.answer;
        let root = answer.root.or("");
        let is_camel = !answer.camel_case.is_missing();
        let own = [
            (&answer.access_token, "access_token", "accessToken"),
            (&answer.refresh_token, "refresh_token", "refreshToken"),
            (&answer.id_token, "id_token", "idToken"),
        ];
        for (path, standard, camel) in own {
            let path = path.or(if is_camel { camel } else { standard });
            let help = "remove it: the token has it; or keep it out of sight, with `secret = true`";
            open_secret(context, &token.fields, root, path, standard, help);
        }
    }
    if let Some(callback) = document.callback.get() {
        let code = callback.reply.code.or("code");
        let help = "remove it: the code is exchanged; or keep it out of sight, with `secret = true`, if a \
                    later request needs it";
        open_secret(context, &callback.fields, "", code, "code", help);
        let state = callback.reply.state.get().and_then(|state| state.name);
        let state = state.map_or("state", |state| state.value);
        let help = "remove it; the state is compared and then not needed";
        open_secret(context, &callback.fields, "", state, "state", help);
    }
}

/// Fields that are read from where the standard has a secret, and that are none.
fn open_secret(
    context: &mut Context<'_, '_>,
    fields: &[Field<'_>],
    root: &str,
    path: &str,
    standard: &str,
    help: &str,
) {
    for field in fields {
        let from = field.place.from.or(FieldFrom::Answer);
        let is_named = field.name.value == standard;
        let kind = field.kind.as_ref().map(FieldKind::element);
        let is_secret = matches!(kind, Some(FieldKind::Secret)) && standard != "state";
        let place = field.paths().iter().find(|it| whole(root, it.value) == whole(root, path));
        let Some(place) = place.filter(|_| from == FieldFrom::Answer && !is_named && !is_secret)
        else {
            continue;
        };
        context
            .error(place.span, format!("{} would show `{standard}`", quote(field.name.value)))
            .label(format!("where `{standard}` is"))
            .help(help);
    }
}

/// A path from the answer itself: from the root, if it does not begin with `/`.
fn whole(root: &str, path: &str) -> String {
    match path.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None if root.is_empty() => path.to_owned(),
        None => format!("{root}.{path}"),
    }
}

/// ```toml
/// [callback.fields.hmac]
/// [callback.signature]
/// parameter = "hmac"
/// ```
pub(super) fn same_as_signature(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Some(signature) = callback.signature.get() else { return };
    let Slot::Given(place) = &signature.place else { return };
    let (Place::Query(parameter) | Place::Form(parameter) | Place::Json(parameter)) = place.value
    else {
        return;
    };
    let is_it = |path: &Spanned<&str>| path.value == parameter;
    for field in callback.fields.iter().filter(|field| field.paths().iter().any(is_it)) {
        context
            .error(field.name.span, format!("{} is two things", quote(field.name.value)))
            .label("a field")
            .related(place.span, "the signature")
            .help("remove the field; the signature is checked and then not needed");
    }
}

/// Where fields are, and what they must be.
pub(super) fn places(context: &mut Context<'_, '_>) {
    let document = context.document;
    if let Some(token) = document.token.get() {
        field_place::fields(context, &token.fields, Answer::Token);
    }
    if let Some(errors) = document.errors.get() {
        field_place::fields(context, &errors.fields, Answer::Refusal);
    }
    if let Some(callback) = document.callback.get() {
        field_place::fields(context, &callback.fields, Answer::Callback);
    }
    for call in document.calls.items() {
        let fields = call.fields.get().map_or(&[][..], Vec::as_slice);
        field_place::fields(context, fields, Answer::Call);
    }
    if let Some(id_token) = document.id_token.get() {
        field_place::fields(context, &id_token.claims, Answer::Claims);
    }
    if let Some(userinfo) = document.userinfo.get() {
        field_place::fields(context, &userinfo.fields, Answer::Claims);
    }
    for consent in document.consents.items() {
        let fields = consent.fields.get().map_or(&[][..], Vec::as_slice);
        field_place::fields(context, fields, Answer::Callback);
    }
}
