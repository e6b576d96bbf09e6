//! `[variables]` and `[environments]`.

use super::{Value, value};
use crate::report::Errors;
use crate::span::{Slot, Spanned};

/// One of `[variables]`.
pub(crate) struct Variable<'t> {
    pub(crate) name: Spanned<&'t str>,
    /// Nothing if it is wrong.
    pub(crate) kind: Option<VariableKind<'t>>,
    pub(crate) default: Slot<&'t str>,
    pub(crate) description: Slot<&'t str>,
}

/// `type` and `values` of a variable.
pub(crate) enum VariableKind<'t> {
    Label,
    Hostname,
    Url,
    String,
    Enum(Vec<Spanned<&'t str>>),
}

/// One of `[environments]`.
pub(crate) struct Environment<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) description: Slot<&'t str>,
    pub(crate) values: Vec<(Spanned<&'t str>, Spanned<&'t str>)>,
}

/// The words of `type`.
#[derive(Clone, Copy, PartialEq)]
enum Type {
    Label,
    Hostname,
    Url,
    String,
    Enum,
}

const TYPES: &[(&str, Type)] = &[
    ("label", Type::Label),
    ("hostname", Type::Hostname),
    ("url", Type::Url),
    ("string", Type::String),
    ("enum", Type::Enum),
];

pub(crate) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Variable<'t>>> {
    let mut variables = Vec::new();
    value.open(errors)?.each(errors, |value, errors| variables.push(variable(value, errors)));
    Some(variables)
}

fn variable<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Variable<'t> {
    let name = value.key;
    let Some(table) = value.closed(&["type", "description", "values", "default"], errors) else {
        return Variable { name, kind: None, default: Slot::Missing, description: Slot::Missing };
    };
    let word = table.read("type", errors, |value, errors| value.choice(TYPES, errors));
    let values = table.read("values", errors, |value, errors| {
        value.list("a list of strings", errors, value::line)
    });
    let kind = match (&word, values) {
        (Slot::Broken, _) | (_, Slot::Broken) => None,
        (Slot::Given(word), Slot::Given(values)) if word.value == Type::Enum => {
            if values.value.is_empty() {
                errors
                    .add(values.span, "an enum without values")
                    .label("empty")
                    .help("write `values = [\"a\", \"b\"]`");
            }
            (!values.value.is_empty()).then_some(VariableKind::Enum(values.value))
        }
        (word, Slot::Given(values)) => {
            let error = errors.add(values.key, "`values` belong to a variable of type `enum`");
            error.label("nothing would look at these").help("write `type = \"enum\"`");
            if let Slot::Given(word) = word {
                error.related(word.span, "of another type");
            }
            None
        }
        (Slot::Missing, Slot::Missing) => Some(VariableKind::String),
        (Slot::Given(word), Slot::Missing) => match word.value {
            Type::Label => Some(VariableKind::Label),
            Type::Hostname => Some(VariableKind::Hostname),
            Type::Url => Some(VariableKind::Url),
            Type::String => Some(VariableKind::String),
            Type::Enum => {
                errors
                    .add(word.span, "an enum without values")
                    .label("of which values")
                    .help("add `values = [\"a\", \"b\"]`");
                None
            }
        },
    };
    let default = table.read("default", errors, value::line);
    Variable { name, kind, default, description: table.read("description", errors, value::text) }
}

pub(crate) fn environments<'t>(
    value: Value<'t, '_>,
    errors: &mut Errors,
) -> Option<Vec<Environment<'t>>> {
    let mut environments = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let mut environment =
            Environment { name: value.key, description: Slot::Missing, values: Vec::new() };
        if let Some(table) = value.open(errors) {
            environment.description = table.read("description", errors, value::text);
            table.each(errors, |value, errors| {
                if value.key.value == "description" {
                    return;
                }
                if let Some(text) = value.line(errors) {
                    environment.values.push((value.key, Spanned { value: text, span: value.span }));
                }
            });
        }
        environments.push(environment);
    });
    Some(environments)
}

impl<'t> Variable<'t> {
    /// The values of an enum.
    pub(crate) fn values(&self) -> Option<&[Spanned<&'t str>]> {
        match &self.kind {
            Some(VariableKind::Enum(values)) => Some(values),
            _ => None,
        }
    }
}
