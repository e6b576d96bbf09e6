//! What was read, as a value that goes into another request.

use oauth_spec::{Field, FieldKind};
use serde_json::Value as Json;

use crate::answer::scalar;
use crate::core::Given;

/// JSON as a value that can be sent. A number that came as a text, as all in a query do, is the number that it
/// is declared to be.
pub(crate) fn given(json: &Json, declared: &[Field], name: &str) -> Option<Given<'static>> {
    if let Json::String(text) = json
        && let Some(field) = declared.iter().find(|field| field.name == name)
    {
        let typed = match field.kind {
            FieldKind::Integer => text.parse().ok().map(Given::Integer),
            FieldKind::Boolean => text.parse().ok().map(Given::Boolean),
            _ => None,
        };
        if typed.is_some() {
            return typed;
        }
    }
    match json {
        Json::Bool(truth) => Some(Given::Boolean(*truth)),
        Json::Number(number) => Some(match number.as_i64() {
            Some(whole) => Given::Integer(whole),
            None => Given::Text(number.to_string().into()),
        }),
        other => scalar(other).map(|text| Given::Text(text.into_owned().into())),
    }
}
