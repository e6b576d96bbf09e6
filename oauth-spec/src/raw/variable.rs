//! `[variables]` and `[environments]`.

use toml::de::DeValue;

use super::{Value, field_place, value};
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::template::{Part, Template};

/// One of `[variables]`.
pub(crate) struct Variable<'t> {
    pub(crate) name: Spanned<&'t str>,
    /// Nothing if it is wrong.
    pub(crate) kind: Option<VariableKind<'t>>,
    pub(crate) default: Slot<Template<'t>>,
    pub(crate) pattern: Slot<&'t str>,
    pub(crate) description: Slot<&'t str>,
}

/// `type` and `values` of a variable.
pub(crate) enum VariableKind<'t> {
    Label,
    Hostname,
    Url,
    String,
    Integer,
    Enum(Vec<Spanned<&'t str>>),
    /// What the application says, and the text that is sent for each.
    Map {
        names: Vec<Spanned<&'t str>>,
        texts: Vec<Spanned<&'t str>>,
    },
}

/// `values`: a list, or a table with a text for each.
enum Values<'t> {
    List(Vec<Spanned<&'t str>>),
    Table { names: Vec<Spanned<&'t str>>, texts: Vec<Spanned<&'t str>> },
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
    Integer,
    Enum,
}

const TYPES: &[(&str, Type)] = &[
    ("label", Type::Label),
    ("hostname", Type::Hostname),
    ("url", Type::Url),
    ("string", Type::String),
    ("integer", Type::Integer),
    ("enum", Type::Enum),
];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Variable<'t>>> {
    let mut variables = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        variables.push(variable(value, source, errors));
    });
    Some(variables)
}

fn variable<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Variable<'t> {
    let name = value.key;
    let mut variable = Variable {
        name,
        kind: None,
        default: Slot::Missing,
        pattern: Slot::Missing,
        description: Slot::Missing,
    };
    let Some(table) = value.closed(&schema::VARIABLE, errors) else { return variable };
    let word = table.read("type", errors, |value, errors| value.choice(TYPES, errors));
    let values = table.read("values", errors, values);
    variable.kind = match (&word, values) {
        (Slot::Broken, _) | (_, Slot::Broken) => None,
        (Slot::Given(word), Slot::Given(values)) if word.value == Type::Enum => {
            Some(match values.value {
                Values::List(values) => VariableKind::Enum(values),
                Values::Table { names, texts } => VariableKind::Map { names, texts },
            })
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
            Type::Integer => Some(VariableKind::Integer),
            Type::Enum => {
                errors
                    .add(word.span, "an enum without values")
                    .label("of which values")
                    .help("add `values = [\"a\", \"b\"]`");
                None
            }
        },
    };
    variable.default = table.read("default", errors, |value, errors| {
        let text = line(value, variable.kind.as_ref(), errors)?;
        if value.inner.is_integer() {
            return Some(Template { span: value.span, text, parts: vec![Part::Text(text)] });
        }
        value.template(source, errors)
    });
    variable.pattern = table.read("pattern", errors, field_place::pattern);
    variable.description = table.read("description", errors, value::text);
    variable
}

/// A value of a variable of that kind: a text, or a number where it takes numbers. Of a kind that is not known, or wrong, both.
fn line<'t>(
    value: Value<'t, '_>,
    kind: Option<&VariableKind<'_>>,
    errors: &mut Errors,
) -> Option<&'t str> {
    match (kind, value.inner) {
        (_, DeValue::String(_)) => value.line(errors),
        (Some(VariableKind::Integer), _) | (None, DeValue::Integer(_)) => value.digits(errors),
        _ => value.line(errors),
    }
}

/// `values`; none at all are reported.
fn values<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Values<'t>> {
    let values = if value.is_table() {
        let (mut names, mut texts) = (Vec::new(), Vec::new());
        let mut right = true;
        value.open(errors)?.each(errors, |value, errors| match value.line(errors) {
            Some(text) => {
                names.push(value.key);
                texts.push(Spanned { value: text, span: value.span });
            }
            None => right = false,
        });
        if !right {
            return None;
        }
        Values::Table { names, texts }
    } else {
        Values::List(value.list("a list of strings, or a table of them", errors, value::line)?)
    };
    let is_empty = match &values {
        Values::List(values) => values.is_empty(),
        Values::Table { names, .. } => names.is_empty(),
    };
    if is_empty {
        errors
            .add(value.span, "an enum without values")
            .label("empty")
            .help("write `values = [\"a\", \"b\"]`");
        return None;
    }
    Some(values)
}

/// `[environments]`, which give values to those variables.
pub(crate) fn environments<'t>(
    value: Value<'t, '_>,
    variables: &[Variable<'t>],
    errors: &mut Errors,
) -> Option<Vec<Environment<'t>>> {
    let mut environments = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let mut environment =
            Environment { name: value.key, description: Slot::Missing, values: Vec::new() };
        if let Some(table) = value.closed(&schema::ENVIRONMENT, errors) {
            environment.description = table.read("description", errors, value::text);
            table.each(errors, |value, errors| {
                if value.key.value == "description" {
                    return;
                }
                let variable = variables.iter().find(|it| it.name.value == value.key.value);
                let kind = variable.and_then(|variable| variable.kind.as_ref());
                if value.inner.as_str().is_none()
                    && variable.is_none()
                    && let Some(help) = not_of_an_environment(value.key.value)
                {
                    value.wrong::<()>("a string", errors, &help);
                } else if let Some(text) = line(value, kind, errors) {
                    environment.values.push((value.key, Spanned { value: text, span: value.span }));
                }
            });
        }
        environments.push(environment);
    });
    Some(environments)
}

/// What to write for a key of the language that stands among the values of an environment.
pub(crate) fn not_of_an_environment(name: &str) -> Option<String> {
    const ABOUT: &str = "an environment gives values to variables and changes nothing else";
    let name_here = quote(name);
    if schema::ENDPOINTS.key(name).is_some() {
        return Some(format!(
            "{ABOUT}: put a variable into `[endpoints] {name}`, such as `https://{{host}}/…`, and give it a value here"
        ));
    }
    let is_table = schema::FILE.key(name).is_some();
    let place = match (is_table, schema::CLIENT.key(name)) {
        (true, _) => format!("`[{name}]`"),
        (false, Some(_)) => format!("`[client] {name}`"),
        (false, None) => return None,
    };
    Some(format!(
        "{ABOUT}: where {name_here} differs, write a second file with `extends = \"…\"`, the name of this one, and \
         {place} as it is there"
    ))
}

impl<'t> Variable<'t> {
    /// The values of an enum, as the application says them.
    pub(crate) fn values(&self) -> Option<&[Spanned<&'t str>]> {
        match &self.kind {
            Some(VariableKind::Enum(values) | VariableKind::Map { names: values, .. }) => {
                Some(values)
            }
            _ => None,
        }
    }
}
