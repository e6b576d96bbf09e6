//! What may stand where in a URL: in a host nothing that could lead elsewhere.

use super::Context;
use super::step::Step;
use super::urls::{HOLE, Shape};
use crate::hosts;
use crate::raw::{Field, FieldKind, VariableKind};
use crate::span::Span;
use crate::template::{Hole, Template};

/// What a value can be in a URL.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Url,
    Hostname,
    Label,
    /// One of several texts; whether each can be part of a host.
    Choice {
        is_host: bool,
    },
    Text,
    /// A host or a URL of an answer, which may be any.
    AnyHost,
}

/// A value in a URL.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) kind: Kind,
    /// The type as the file has it.
    word: &'static str,
    /// Where it is declared; nothing for what the language declares.
    declared: Option<Span>,
    /// Whether the provider says it, and not the application.
    is_field: bool,
}

/// What a name stands for; nothing for one that is wrong, which has been reported.
pub(super) fn value(context: &Context<'_, '_>, step: Step<'_>, name: &str) -> Option<Value> {
    let text = Value { kind: Kind::Text, word: "string", declared: None, is_field: false };
    if step.call.contains(&name) {
        return Some(text);
    }
    if let Some(variable) = context.variable(name) {
        let (kind, word) = variable_kind(variable.kind.as_ref()?);
        return Some(Value { kind, word, declared: Some(variable.name.span), is_field: false });
    }
    let document = context.document;
    let field = match name.split_once('.') {
        None => {
            let is_own = matches!(name, "client_id" | "access_token" | "refresh_token");
            return is_own.then_some(text);
        }
        Some(("token", rest)) => find(&document.token.get()?.fields, rest)?,
        Some(("callback", rest)) => find(&document.callback.get()?.fields, rest)?,
        Some(("calls", rest)) => {
            let (call, rest) = rest.split_once('.')?;
            let mut calls = document.calls.get()?.iter();
            find(calls.find(|one| one.name.value == call)?.fields.get()?, rest)?
        }
        Some(("claims", _)) => return Some(text),
        Some(_) => return None,
    };
    let (kind, word) = field_kind(field.kind.as_ref()?);
    Some(Value { kind, word, declared: Some(field.name.span), is_field: true })
}

fn find<'d, 't>(fields: &'d [Field<'t>], name: &str) -> Option<&'d Field<'t>> {
    fields.iter().find(|field| field.name.value == name)
}

fn variable_kind(kind: &VariableKind<'_>) -> (Kind, &'static str) {
    match kind {
        VariableKind::Url => (Kind::Url, "url"),
        VariableKind::Hostname => (Kind::Hostname, "hostname"),
        VariableKind::Label => (Kind::Label, "label"),
        VariableKind::String => (Kind::Text, "string"),
        VariableKind::Integer => (Kind::Text, "integer"),
        VariableKind::Enum(values) => {
            let is_host = values.iter().all(|value| hosts::is_host_name(value.value));
            (Kind::Choice { is_host }, "enum")
        }
        VariableKind::Map { texts, .. } => {
            let is_host = texts.iter().all(|text| hosts::is_host_name(text.value));
            (Kind::Choice { is_host }, "enum")
        }
    }
}

fn field_kind(kind: &FieldKind<'_>) -> (Kind, &'static str) {
    match kind {
        FieldKind::Enum(values) => {
            let is_host = values.iter().all(|value| hosts::is_host_name(value.value));
            (Kind::Choice { is_host }, "enum")
        }
        FieldKind::Label => (Kind::Label, "label"),
        FieldKind::Hostname(under) if under.is_empty() => (Kind::AnyHost, "hostname"),
        FieldKind::Hostname(_) => (Kind::Hostname, "hostname"),
        FieldKind::Url(under) if under.is_empty() => (Kind::AnyHost, "url"),
        FieldKind::Url(_) => (Kind::Url, "url"),
        FieldKind::Integer => (Kind::Text, "integer"),
        FieldKind::Number => (Kind::Text, "number"),
        FieldKind::Boolean => (Kind::Text, "boolean"),
        _ => (Kind::Text, "string"),
    }
}

/// Whether every value stands where its type allows.
pub(super) fn check(
    context: &mut Context<'_, '_>,
    template: &Template<'_>,
    text: &str,
    shape: Shape,
    step: Step<'_>,
) {
    let query = text.find(['?', '#']).unwrap_or(text.len());
    let positions = text.match_indices(HOLE).map(|(position, _)| position);
    for (hole, position) in template.holes().into_iter().zip(positions) {
        if hole.name == "access_token" && position > query {
            context
                .error(hole.span, "the token cannot stand here")
                .label("behind the path of a URL")
                .help("write it as a parameter: `parameters = { token = \"{access_token}\" }`");
            continue;
        }
        if context.errors.has(hole.span) {
            continue;
        }
        let Some(value) = value(context, step, hole.name) else { continue };
        let in_host = (shape.host.0..shape.host.1).contains(&position);
        let is_start = shape.host == (0, 0) && position == 0;
        if let Some(help) = misplaced(value, in_host, is_start) {
            report(context, hole, value, help);
        }
    }
}

/// What is wrong with a value in its place, if anything is.
fn misplaced(value: Value, in_host: bool, is_start: bool) -> Option<&'static str> {
    let is_wrong = match value.kind {
        Kind::Url => !is_start,
        // What the application says goes into a host or is of another type; of what a provider says, a
        // host is as good as any text elsewhere.
        Kind::Hostname | Kind::Label => !in_host && !value.is_field,
        Kind::Text => in_host,
        Kind::Choice { is_host } => in_host && !is_host,
        Kind::AnyHost => in_host || is_start,
    };
    is_wrong.then_some(match value.kind {
        Kind::Url => "a `url` variable is the whole start of a URL",
        Kind::Hostname => "a `hostname` variable is part of the host",
        Kind::Label => "a `label` variable is part of the host",
        Kind::Text if value.is_field => {
            "in a host, a field is an enum, a `label`, or a `hostname` with `under`"
        }
        Kind::Text => "a variable in the host is a `label` or a `hostname`",
        Kind::Choice { .. } => "every value must be part of a host name here",
        Kind::AnyHost => "say which hosts it may name: `under = [\"example.com\"]`",
    })
}

fn report(context: &mut Context<'_, '_>, hole: Hole<'_>, value: Value, help: &str) {
    let what = if value.is_field { "field" } else { "variable" };
    let message = match value.declared {
        Some(_) => format!("a {what} of type `{}` cannot stand here", value.word),
        None => format!("{} cannot stand here", crate::template::braced(hole.name)),
    };
    if context.errors.again(hole.span, &message, value.declared) {
        return;
    }
    let error = context.errors.add(hole.span, message);
    error.label("in this place of a URL");
    match value.declared {
        Some(declared) => {
            error.related(declared, format!("the {what}")).help(help);
        }
        None => {
            error.help("a host holds variables that are a `label`, a `hostname` or an enum");
        }
    }
}
