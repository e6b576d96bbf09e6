//! Sample values for declared fields and parameters: the same ones every time.

use oauth_spec::{CallParameter, Field, FieldKind, ParameterKind};
use serde_json::{Map, Value, json};

/// A value for a field.
pub(crate) fn field(field: &Field) -> Value {
    match field.kind {
        FieldKind::String => json!(format!("sample-{}", field.name)),
        FieldKind::Secret => json!(format!("secret-{}", field.name)),
        FieldKind::Integer => json!(4711),
        FieldKind::Number => json!(47.11),
        FieldKind::Boolean => json!(true),
        FieldKind::Enum(values) => json!(values.first().copied().unwrap_or_default()),
        FieldKind::Object(fields) => Value::Object(object(fields)),
        FieldKind::Any => json!({ "sample": true }),
    }
}

/// Values for all of these fields.
pub(crate) fn object(fields: &[Field]) -> Map<String, Value> {
    fields.iter().map(|each| (each.name.to_owned(), field(each))).collect()
}

/// A value for a field, as a parameter of a URL; what has parts of its own cannot be one.
pub(crate) fn field_text(each: &Field) -> Option<String> {
    match each.kind {
        FieldKind::Object(_) | FieldKind::Any => None,
        _ => Some(text(&field(each))),
    }
}

/// The value for the field of that name, as it would be written into a template.
pub(crate) fn named_text(fields: &[Field], name: &str) -> Option<String> {
    fields.iter().find(|field| field.name == name).and_then(field_text)
}

/// A value for a parameter of a custom grant. Texts hold what every encoding has to take care of.
pub(crate) fn parameter(parameter: &CallParameter) -> Value {
    match parameter.kind {
        ParameterKind::String => json!(format!("{} of the sample & co", parameter.name)),
        ParameterKind::Secret => json!(format!("{}+/%&=4711", parameter.name)),
        ParameterKind::Integer => json!(4711),
        ParameterKind::Boolean => json!(true),
    }
}

/// A JSON value as a form or a query writes it.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
