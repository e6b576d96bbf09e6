//! A parameter or header that a request should carry, and what its value looks like.

use oauth_spec::{Header, Notation, Parameter, ParameterKind, Part, Source, Template};
use serde_json::Value;

use super::marked::Marks;
use super::{Pattern, Values};
use crate::error::EmulatorError;
use crate::sample;

/// A parameter or header that a request should carry.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// Its name on the wire.
    pub(crate) name: &'static str,
    /// What its value looks like.
    pub(crate) shape: Shape,
    /// What it is in a JSON body, if it is a text and only one kind is right.
    pub(crate) kind: Option<ParameterKind>,
}

/// What a value looks like.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// A text.
    Text(Pattern),
    /// JSON: itself in a JSON body, its text elsewhere.
    Json(Tree),
}

/// JSON whose texts are patterns.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    Text(Pattern),
    Plain(Value),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Wanted {
    /// What a header wants.
    pub(crate) fn header(
        name: &'static str,
        value: Template,
        values: &Values,
    ) -> Result<Self, EmulatorError> {
        Ok(Self { name, shape: Shape::Text(Pattern::read(value, values)?), kind: None })
    }

    /// What is open in it, in order.
    pub(crate) fn holes(&self) -> Vec<Source> {
        match &self.shape {
            Shape::Text(pattern) => pattern.holes().collect(),
            Shape::Json(tree) => tree.holes(),
        }
    }

    /// Whether it carries a value from there.
    pub(crate) fn sends(&self, source: Source) -> bool {
        self.holes().contains(&source)
    }

    /// The text, if it always is the same.
    pub(crate) fn constant(&self) -> Option<String> {
        match &self.shape {
            Shape::Text(pattern) => pattern.constant().map(str::to_owned),
            Shape::Json(Tree::Plain(value)) => Some(sample::text(value)),
            Shape::Json(_) => None,
        }
    }

    /// The value, if it is that and nothing else.
    pub(crate) fn hole(&self) -> Option<Source> {
        match &self.shape {
            Shape::Text(pattern) => pattern.hole(),
            Shape::Json(_) => None,
        }
    }

    /// Takes a value apart: its text, and in a JSON body what it says.
    pub(crate) fn capture(
        &self,
        text: &str,
        json: Option<&Value>,
    ) -> Option<Vec<(Source, String)>> {
        match &self.shape {
            Shape::Text(pattern) => pattern.capture(text),
            Shape::Json(tree) => {
                let mut found = Vec::new();
                let parsed;
                let value = if let Some(value) = json {
                    value
                } else {
                    parsed = serde_json::from_str(text).ok()?;
                    &parsed
                };
                tree.capture(value, &mut found).then_some(found)
            }
        }
    }

    /// As a declaration writes it.
    pub(crate) fn shown(&self) -> String {
        match &self.shape {
            Shape::Text(pattern) => pattern.shown(),
            Shape::Json(tree) => tree.shown(),
        }
    }
}

impl Tree {
    fn read(value: Value, marks: &Marks) -> Self {
        match value {
            Value::String(text) => {
                let pattern = marks.pattern(&text);
                if pattern.constant().is_some() {
                    Self::Plain(text.into())
                } else {
                    Self::Text(pattern)
                }
            }
            Value::Array(list) => {
                Self::List(list.into_iter().map(|each| Self::read(each, marks)).collect())
            }
            Value::Object(members) => {
                let members = members.into_iter();
                Self::Object(members.map(|(name, each)| (name, Self::read(each, marks))).collect())
            }
            plain => Self::Plain(plain),
        }
    }

    fn holes(&self) -> Vec<Source> {
        match self {
            Self::Text(pattern) => pattern.holes().collect(),
            Self::Plain(_) => Vec::new(),
            Self::List(list) => list.iter().flat_map(Self::holes).collect(),
            Self::Object(members) => members.iter().flat_map(|(_, each)| each.holes()).collect(),
        }
    }

    fn capture(&self, value: &Value, found: &mut Vec<(Source, String)>) -> bool {
        match (self, value) {
            (Self::Text(pattern), Value::String(text)) => match pattern.capture(text) {
                Some(values) => {
                    found.extend(values);
                    true
                }
                None => false,
            },
            (Self::Plain(expected), value) => expected == value,
            (Self::List(list), Value::Array(values)) => {
                list.len() == values.len()
                    && list.iter().zip(values).all(|(each, value)| each.capture(value, found))
            }
            (Self::Object(members), Value::Object(values)) => {
                members.len() == values.len()
                    && members.iter().all(|(name, each)| {
                        values.get(name).is_some_and(|value| each.capture(value, found))
                    })
            }
            _ => false,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(pattern) => format!("\"{}\"", pattern.shown()),
            Self::Plain(value) => value.to_string(),
            Self::List(list) => {
                format!("[{}]", list.iter().map(Self::shown).collect::<Vec<_>>().join(","))
            }
            Self::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, each)| format!("\"{name}\":{}", each.shown()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        }
    }
}

/// What a list of parameters wants.
pub(crate) fn parameters(
    list: &'static [Parameter],
    values: &Values,
) -> Result<Vec<Wanted>, EmulatorError> {
    let read = |each: &'static Parameter| {
        let shape = match each.notation {
            Notation::Text => Shape::Text(Pattern::read(each.value, values)?),
            Notation::Json => json(each.value, values)?,
        };
        let kind = match (&shape, each.value.as_source()) {
            (Shape::Json(_), _) => None,
            (_, Some(source)) => values.kind_in_json(source),
            (_, None) => Some(ParameterKind::String),
        };
        Ok(Wanted { name: each.name, shape, kind })
    };
    list.iter().map(read).collect()
}

/// What a list of headers wants.
pub(crate) fn headers(
    list: &'static [Header],
    values: &Values,
) -> Result<Vec<Wanted>, EmulatorError> {
    list.iter().map(|each| Wanted::header(each.name, each.value, values)).collect()
}

/// JSON with holes. A text that is no JSON after all is compared as it stands.
fn json(template: Template, values: &Values) -> Result<Shape, EmulatorError> {
    let mut marks = Marks::default();
    let mut text = String::new();
    for part in template.parts() {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Value(Source::Variable(name)) => {
                let quoted = Value::from(values.sent(name)?).to_string();
                text.push_str(quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default());
            }
            Part::Value(source) => text.push(marks.mark(source)),
        }
    }
    Ok(match serde_json::from_str(&text) {
        Ok(value) => Shape::Json(Tree::read(value, &marks)),
        Err(_) => Shape::Text(Pattern::read(template, values)?),
    })
}

#[cfg(test)]
mod tests {
    use oauth_spec::ProviderSpec;
    use serde_json::json;

    use super::*;

    static EMPTY: ProviderSpec = ProviderSpec::STANDARD;

    #[test]
    fn json_is_read_as_what_it_says() {
        const LIST: &[Parameter] = &[Parameter {
            name: "claims",
            value: Template::of(&[
                Part::Text("{\"n\":1,\"who\":\"app:"),
                Part::Value(Source::ClientId),
                Part::Text("\",\"list\":[true,\""),
                Part::Value(Source::Scope),
                Part::Text("\"]}"),
            ]),
            notation: Notation::Json,
        }];
        let values = Values::read(&EMPTY, None, &[]).expect("nothing to read");
        let wanted = parameters(LIST, &values).expect("no variables");
        let wanted = &wanted[0];
        // Members come by name.
        assert_eq!(wanted.holes(), [Source::Scope, Source::ClientId]);
        let found = [(Source::Scope, "a b".to_owned()), (Source::ClientId, "x\"y".to_owned())];
        let body = json!({ "list": [true, "a b"], "who": "app:x\"y", "n": 1 });
        assert_eq!(wanted.capture("", Some(&body)), Some(found.to_vec()));
        assert_eq!(wanted.capture(&body.to_string(), None), Some(found.to_vec()));
        assert_eq!(wanted.capture("{\"n\":1}", None), None);
        assert_eq!(wanted.capture("nonsense", None), None);
    }
}
