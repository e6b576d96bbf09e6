//! Values of parameters and claims: a template, a number, a boolean, a list or a table.

use toml::de::DeValue;

use super::Value;
use super::value::quote_path;
use crate::report::{Errors, quote};
use crate::span::{Span, Spanned};
use crate::template::{Hole, Template};

/// A value as it is written.
#[derive(Clone)]
pub(crate) struct Content<'t> {
    pub(crate) span: Span,
    pub(crate) node: Node<'t>,
}

/// What it is.
#[derive(Clone)]
pub(crate) enum Node<'t> {
    Text(Template<'t>),
    /// A number or a boolean, as JSON writes it.
    Literal(String),
    List(Vec<Content<'t>>),
    Table(Vec<(Spanned<&'t str>, Content<'t>)>),
}

impl<'t> Content<'t> {
    /// The names in it, at any depth.
    pub(crate) fn holes(&self) -> Vec<Hole<'t>> {
        let mut holes = Vec::new();
        self.collect(&mut holes);
        holes
    }

    /// The one hole that it is, if it is nothing else: without a value it is left out.
    pub(crate) fn whole(&self) -> Option<Hole<'t>> {
        match &self.node {
            Node::Text(template) => template.whole(),
            _ => None,
        }
    }

    fn collect(&self, holes: &mut Vec<Hole<'t>>) {
        match &self.node {
            Node::Text(template) => holes.extend(template.holes()),
            Node::Literal(_) => {}
            Node::List(list) => list.iter().for_each(|item| item.collect(holes)),
            Node::Table(table) => table.iter().for_each(|(_, item)| item.collect(holes)),
        }
    }
}

/// Reads one.
pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Content<'t>> {
    let node = match value.inner {
        DeValue::String(_) => Node::Text(value.template(source, errors)?),
        DeValue::Integer(_) => Node::Literal(value.integer(errors)?.to_string()),
        DeValue::Float(float) => match float.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => Node::Literal(number.to_string()),
            _ => {
                errors
                    .add(value.span, format!("{} is no number of JSON", quote(float.as_str())))
                    .label(format!("in {}", quote_path(value.path)))
                    .help("write a finite number, or a text");
                return None;
            }
        },
        DeValue::Boolean(boolean) => Node::Literal(boolean.to_string()),
        DeValue::Datetime(_) => {
            let help = "write it in quotes, or as `{time.rfc3339}` if it is now";
            return value.wrong("a text, a number, a boolean, a list or a table", errors, help);
        }
        DeValue::Array(_) => list(value, source, errors)?,
        DeValue::Table(_) => table(value, source, errors)?,
    };
    Some(Content { span: value.span, node })
}

fn list<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Node<'t>> {
    let all = value.inner.as_array().map_or(0, |array| array.len());
    let items = value.list("a list", errors, |value, errors| read(value, source, errors))?;
    (items.len() == all).then(|| Node::List(items.into_iter().map(|item| item.value).collect()))
}

fn table<'t>(value: Value<'t, '_>, source: &str, errors: &mut Errors) -> Option<Node<'t>> {
    let mut members = Vec::new();
    let mut right = true;
    value.open(errors)?.each(errors, |value, errors| match read(value, source, errors) {
        Some(content) => members.push((value.key, content)),
        None => right = false,
    });
    right.then_some(Node::Table(members))
}
