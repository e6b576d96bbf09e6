//! Sample values for declared fields and parameters: the same ones every time.

use oauth_spec::{
    CallParameter, Condition, CustomGrant, Field, FieldFrom, FieldKind, ParameterKind, Template,
    pattern,
};
use serde_json::{Value, json};

use crate::elements::decoys;
use crate::path;
use crate::serve::{exchange, write};
use crate::sometimes::choose;

/// A value for a field, of its type and as its pattern wants it.
pub(crate) fn field(field: &Field) -> Value {
    value(field, &SAMPLE)
}

/// Another value for it, where its type has several.
pub(crate) fn another(field: &Field) -> Value {
    value(field, &OTHER)
}

/// What makes one sample different from another.
struct Mark {
    text: &'static str,
    secret: &'static str,
    /// Added to numbers.
    offset: u16,
    /// Which of several words.
    word: usize,
}

const SAMPLE: Mark = Mark { text: "sample", secret: "secret", offset: 0, word: 0 };
const OTHER: Mark = Mark { text: "other", secret: "other-secret", offset: 1, word: 1 };

fn value(field: &Field, mark: &Mark) -> Value {
    let Mark { text, secret, offset, word } = *mark;
    let name = field.name;
    let label = || name.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let host = |under: &[&str]| match under.first() {
        Some(under) => format!("{text}.{}", under.trim_start_matches('.')),
        None if word == 0 => format!("{}.example", label()),
        None => format!("{text}-{}.example", label()),
    };
    match field.kind {
        FieldKind::String => json!(fitting(field, format!("{text}-{name}"))),
        FieldKind::Secret => json!(fitting(field, format!("{secret}-{name}"))),
        FieldKind::Integer => json!(4711 + offset),
        FieldKind::Number => json!(47.11 + f64::from(offset)),
        FieldKind::Boolean => json!(word == 0),
        FieldKind::Enum(values) => {
            json!(values.get(word).or(values.first()).copied().unwrap_or_default())
        }
        FieldKind::Object(fields) => object_of(fields, mark),
        // Two show a client that there may be any number.
        FieldKind::List(kind) => {
            let element = Field { kind: *kind, ..*field };
            json!([value(&element, &SAMPLE), value(&element, &OTHER)])
        }
        FieldKind::Any => json!({ text: true }),
        FieldKind::Label => json!(fitting(field, format!("{text}-{}", label()))),
        FieldKind::Hostname(under) => json!(fitting(field, host(under))),
        FieldKind::Url(under) => json!(fitting(field, format!("https://{}", host(under)))),
        // The issue of a token puts a live one there; this is for places that cannot have one.
        FieldKind::Token => json!({ "access_token": format!("sample-{name}") }),
    }
}

/// An object with values for all of these fields that it can have at once.
fn object_of(fields: &'static [Field], mark: &Mark) -> Value {
    let mut object = json!({});
    let chosen = choose(fields, &|_| None);
    let sample = |field: &Field| chosen.has(field).then(|| value(field, mark));
    put_all(&mut object, fields, &|_| false, &sample);
    let decoys = decoys(fields, FieldFrom::Answer, &|field| chosen.has(field));
    conclude(&mut object, chosen.conditions().map(|(_, condition)| condition), decoys);
    object
}

/// Puts fields of one place into a document. What others lead into is made of them; what is given stands as it is.
pub(crate) fn put_all(
    body: &mut Value,
    fields: &[Field],
    is_given: &dyn Fn(&Field) -> bool,
    value: &dyn Fn(&Field) -> Option<Value>,
) {
    let leads_into =
        |field: &Field, other: &Field| within(field, other).is_some() && value(other).is_some();
    let is_made = |field: &Field| {
        field.kind == FieldKind::Any && fields.iter().any(|other| leads_into(field, other))
    };
    let (mut given, others): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| is_given(field));
    let others = others.into_iter().filter(|field| !is_made(field));
    // The larger ones first, so that none undoes another.
    given.sort_by_key(|field| field.path.len());
    for field in others.chain(given) {
        let Some(value) = value(field) else { continue };
        let path = field.path.trim_start_matches('/');
        if is_given(field) {
            // Nothing of a sample stays beside it.
            path::put(body, path, Value::Null);
        }
        path::put(body, path, value);
    }
}

/// Makes conditions hold in a document, and puts in what stands in the first elements of its lists.
pub(crate) fn conclude(
    body: &mut Value,
    conditions: impl Iterator<Item = Condition>,
    decoys: Vec<(String, Value)>,
) {
    for condition in conditions {
        write::hold(condition.path, condition.test, body);
    }
    for (path, decoy) in decoys {
        path::put(body, path.trim_start_matches('/'), decoy);
    }
}

/// The path of a field from where another one is, if it leads into that.
pub(crate) fn within(outer: &Field, inner: &Field) -> Option<&'static str> {
    (outer.from == inner.from && outer.name != inner.name).then(|| below(outer.path, inner.path))?
}

/// A path from where another one ends, if it goes on there.
pub(crate) fn below<'a>(outer: &str, inner: &'a str) -> Option<&'a str> {
    match outer {
        "" => (!inner.is_empty() && !inner.starts_with('/')).then_some(inner),
        _ => inner.strip_prefix(outer)?.strip_prefix('.'),
    }
}

/// A value for a parameter of a custom grant. Texts hold what every encoding has to take care of.
pub(crate) fn parameter(grant: &CustomGrant, parameter: &CallParameter) -> Value {
    match parameter.kind {
        // What kind a token is, is one of a few addresses (RFC 8693, 3).
        ParameterKind::String
            if parameter.name.ends_with("_token_type") && sends(grant, exchange::GRANT_TYPE) =>
        {
            json!(exchange::ACCESS_TOKEN)
        }
        ParameterKind::String if parameter.name == "resource" => {
            json!("https://resource.example/a?b=c&d")
        }
        ParameterKind::String => json!(format!("{} of the sample & co", parameter.name)),
        ParameterKind::Secret => json!(format!("{}+/%&=4711", parameter.name)),
        ParameterKind::Integer => json!(4711),
        ParameterKind::Boolean => json!(true),
    }
}

fn sends(grant: &CustomGrant, text: &'static str) -> bool {
    grant.request.parameters.iter().any(|it| it.value == Template::text(text))
}

/// A JSON value as a form or a query writes it.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The text, or one that fits the field's pattern.
fn fitting(field: &Field, text: String) -> String {
    match field.pattern {
        Some(wanted) if !pattern::fits(wanted, &text) => pattern::example(wanted).unwrap_or(text),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_under_what_is_declared() {
        let url = Field::new("api_url", FieldKind::Url(&["zoho.com"]));
        assert_eq!(field(&url), "https://sample.zoho.com");
        let host = Field::new("api_url", FieldKind::Hostname(&[]));
        assert_eq!(field(&host), "api-url.example");
        let hosts = Field::list("api_url", &FieldKind::Hostname(&["zoho.com"]));
        assert_eq!(field(&hosts), json!(["sample.zoho.com", "other.zoho.com"]));
    }
}
