//! Where fields are read from, when, and what they must be.

mod element;

use super::Context;
use super::sources::{self, Step};
use crate::raw::{Field, FieldKind, is_header_name};
use crate::report::quote;
use crate::span::{Slot, Spanned};
use crate::template::Part;
use crate::{FieldFrom, pattern};

/// What fields are read from.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Answer {
    Token,
    Refusal,
    Callback,
    /// Of `[calls]`.
    Call,
    /// Of an ID token, or of the userinfo endpoint.
    Claims,
}

impl Answer {
    /// As messages call it.
    fn name(self) -> &'static str {
        match self {
            Self::Token => "a token answer",
            Self::Refusal => "a refusal",
            Self::Callback => "a callback",
            Self::Call => "the answer of a call",
            Self::Claims => "a set of claims",
        }
    }

    fn has_headers(self) -> bool {
        matches!(self, Self::Token | Self::Call)
    }

    /// What is known when the answer comes.
    fn step(self) -> Step<'static> {
        Step {
            name: "a comparison",
            knows: &["client_id"],
            callback: matches!(self, Self::Token | Self::Call),
            token: self == Self::Call,
            ..Step::ADDRESS
        }
    }
}

/// The fields of one answer.
pub(super) fn fields(context: &mut Context<'_, '_>, fields: &[Field<'_>], answer: Answer) {
    for field in fields {
        from(context, field, answer);
        one(context, field, answer);
    }
}

fn one(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    if let Some(paths) = field.place.path.get() {
        super::all_different(paths, "path", context.errors);
    }
    start(context, field, answer);
    when(context, field, answer);
    element::chosen(context, field, answer);
    element::whole(context, field, answer);
    token(context, field, answer);
    equals(context, field, answer);
    fits(context, field);
    if let Some(FieldKind::Object(inner)) = field.kind.as_ref().map(FieldKind::element) {
        for inner in inner {
            if let Slot::Given(from) = &inner.place.from {
                context
                    .error(from.key, "a field of an object is read from the object")
                    .label("from elsewhere")
                    .related(field.name.span, "the object")
                    .help("leave it out, or write it beside the object");
            }
            one(context, inner, answer);
        }
    }
}

/// ```toml
/// [errors.fields.tenant]
/// from = "id_token"
/// ```
fn from(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    let Slot::Given(from) = &field.place.from else { return };
    let (fits, label) = match from.value {
        FieldFrom::Answer => (true, ""),
        FieldFrom::Header => (answer.has_headers(), "has no headers"),
        FieldFrom::AccessToken | FieldFrom::IdToken => {
            (answer == Answer::Token, "has no token with claims")
        }
    };
    if !fits {
        context
            .error(from.span, format!("{} {label}", answer.name()))
            .label("read from there")
            .help("leave it out");
        return;
    }
    if from.value != FieldFrom::Header {
        return;
    }
    for Spanned { value: path, span } in field.paths() {
        if is_header_name(path) {
            continue;
        }
        context
            .error(*span, format!("{} cannot be the name of a header", quote(path)))
            .label("not a header name")
            .related(from.span, "read from a header")
            .help("letters, digits and `-`");
    }
}

/// ```toml
/// [callback.fields.tenant]
/// path = "/tenant"
/// ```
fn start(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    let is_answer = field.place.from.or(FieldFrom::Answer) == FieldFrom::Answer;
    if answer == Answer::Token && is_answer {
        return;
    }
    let paths = field.place.path.items().iter().copied();
    let conditions = field.place.when.items().iter();
    for path in paths.chain(conditions.map(|condition| condition.path)) {
        if let Some(rest) = path.value.strip_prefix('/') {
            context
                .error(path.span, "a path that begins where every path begins here")
                .label("`/` leads past `token.root` only")
                .help(format!("write {}", quote(rest)));
        }
    }
}

/// ```toml
/// [callback.fields.tenant]
/// when = { kind = "tenant" }
/// ```
fn when(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    let Slot::Given(when) = &field.place.when else { return };
    if answer == Answer::Callback {
        context
            .error(when.key, "a field of a callback has no conditions")
            .label("a parameter is there or is not")
            .related(field.name.span, "the field")
            .help("leave it out; conditions are for fields of answers");
    } else if let Slot::Given(from) = &field.place.from
        && from.value == FieldFrom::Header
    {
        context
            .error(when.key, "a field that is a header has no conditions")
            .label("a header has no members")
            .related(from.span, "read from a header")
            .help("leave it out; a header that is not there is a field that is not there");
    }
}

/// ```toml
/// [callback.fields.bot]
/// type = "token"
/// ```
fn token(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    let Some(FieldKind::Token) = field.kind.as_ref().map(FieldKind::element) else { return };
    if matches!(field.kind, Some(FieldKind::List(_))) {
        context
            .error(field.name.span, format!("{} is a list of tokens", quote(field.name.value)))
            .label("a token is a field of its own")
            .help("write `type = \"any\"` for the JSON as it is, or a field for each: `path = \"tokens.0\"`");
        return;
    }
    if !matches!(answer, Answer::Token | Answer::Call) {
        context
            .error(field.name.span, format!("{} holds no token", answer.name()))
            .label("another token")
            .help("write `type = \"object\"` or `type = \"any\"`");
    }
}

/// ```toml
/// [token.fields.shop]
/// type = "any"
/// equals = "{shop}"
/// ```
fn equals(context: &mut Context<'_, '_>, field: &Field<'_>, answer: Answer) {
    let Slot::Given(equals) = &field.place.equals else { return };
    if answer == Answer::Refusal {
        context
            .error(equals.key, "a field of a refusal is not compared")
            .label("it is one, whatever it says")
            .help("leave it out; `when` in `[errors]` says which answers are refusals");
        return;
    }
    sources::template(context, &equals.value, answer.step());
    let label = match &field.kind {
        Some(FieldKind::List(_)) => "a text is no list",
        Some(FieldKind::Object(_) | FieldKind::Any | FieldKind::Token) => "a text is no object",
        _ => "",
    };
    if !label.is_empty() {
        context
            .error(equals.key, format!("{} cannot be compared", quote(field.name.value)))
            .label(label)
            .related(field.name.span, "the field")
            .help("compare a field that is a string, a number, a boolean or an enum");
        return;
    }
    let text = match equals.value.parts.as_slice() {
        [Part::Text(text)] => *text,
        _ => return,
    };
    if let Some(FieldKind::Enum(values)) = &field.kind
        && let Some(first) = values.first()
        && !values.iter().any(|value| value.value == text)
    {
        context
            .error(equals.span, format!("{} is not one of its values", quote(text)))
            .label("every answer would be refused")
            .related(first.span, "its values")
            .help("correct one of them");
    }
    if let Slot::Given(pattern) = &field.place.pattern
        && !pattern::fits(pattern.value, text)
    {
        context
            .error(equals.span, format!("{} does not fit its pattern", quote(text)))
            .label("every answer would be refused")
            .related(pattern.span, "the whole text must look like this")
            .help("leave one of them out");
    }
}

/// ```toml
/// [token.fields.id]
/// type = "integer"
/// pattern = "[0-9]+"
/// ```
fn fits(context: &mut Context<'_, '_>, field: &Field<'_>) {
    let Slot::Given(pattern) = &field.place.pattern else { return };
    let is_text = match field.kind.as_ref().map(FieldKind::element) {
        None => true,
        Some(kind) => matches!(
            kind,
            FieldKind::String
                | FieldKind::Secret
                | FieldKind::Label
                | FieldKind::Hostname(_)
                | FieldKind::Url(_)
        ),
    };
    if !is_text {
        context
            .error(pattern.key, format!("{} has no pattern", quote(field.name.value)))
            .label("only a text looks like something")
            .related(field.name.span, "the field")
            .help("leave it out");
    }
}
