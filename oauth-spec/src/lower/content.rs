//! Values of parameters and claims: texts as they are, everything else as JSON.

use std::fmt::Write as _;

use super::leak;
use super::template::{Call, Writer, template};
use crate::raw::{self, Content, Node};
use crate::{Notation, Parameter, ParametersIn, Template};

/// The parameters that one of the file becomes: a list is several, but for a JSON body.
pub(super) fn parameter(
    written: &raw::Parameter<'_>,
    place: ParametersIn,
    call: Call<'_>,
) -> Vec<Parameter> {
    let name = leak::text(written.name.value);
    let one = |content: &Content<'_>| {
        let (value, notation) = value(content, call);
        Parameter { name, value, notation }
    };
    match &written.value.node {
        Node::List(list) if place != ParametersIn::Json => list.iter().map(one).collect(),
        _ => vec![one(&written.value)],
    }
}

/// Parameters that stand alone: claims, the header of a token.
pub(super) fn members(written: &[raw::Parameter<'_>], call: Call<'_>) -> &'static [Parameter] {
    parameters(written, ParametersIn::Json, call)
}

/// Parameters that nothing standard goes before.
pub(super) fn parameters(
    written: &[raw::Parameter<'_>],
    place: ParametersIn,
    call: Call<'_>,
) -> &'static [Parameter] {
    leak::list(written.iter().flat_map(|one| parameter(one, place, call)).collect())
}

fn value(content: &Content<'_>, call: Call<'_>) -> (Template, Notation) {
    if let Node::Text(text) = &content.node {
        return (template(text, call), Notation::Text);
    }
    let mut writer = Writer::default();
    json(content, call, &mut writer);
    (writer.finish(), Notation::Json)
}

/// A value as JSON. What stands for a name is escaped when it is known: it is always within quotes.
fn json(content: &Content<'_>, call: Call<'_>, writer: &mut Writer) {
    match &content.node {
        Node::Text(text) => {
            writer.text("\"");
            writer.template(text, call, escaped);
            writer.text("\"");
        }
        Node::Literal(literal) => writer.text(literal),
        Node::List(list) => {
            writer.text("[");
            for (place, item) in list.iter().enumerate() {
                writer.text(if place > 0 { "," } else { "" });
                json(item, call, writer);
            }
            writer.text("]");
        }
        Node::Table(table) => {
            writer.text("{");
            for (place, (name, item)) in table.iter().enumerate() {
                writer.text(if place > 0 { ",\"" } else { "\"" });
                writer.text(&escaped(name.value));
                writer.text("\":");
                json(item, call, writer);
            }
            writer.text("}");
        }
    }
}

/// A text between the quotes of JSON (RFC 8259, 7).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            control if control < ' ' => {
                // Writing to a text cannot fail.
                let _ = write!(escaped, "\\u{:04x}", u32::from(control));
            }
            other => escaped.push(other),
        }
    }
    escaped
}
