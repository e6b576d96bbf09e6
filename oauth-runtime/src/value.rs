//! A value that the application gives with a call.

use std::borrow::Cow;

use serde_json::{Map, Value as Json, json};

use crate::secret::Secret;

/// The value of a grant's parameter.
///
/// In a form or a query it is text; in a JSON body it keeps its type.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text.
    Text(String),
    /// Text that must not be seen.
    Secret(Secret),
    /// A whole number.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<Secret> for Value {
    fn from(value: Secret) -> Self {
        Self::Secret(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

/// Values as JSON, to be stored.
pub(crate) fn values_to_store(values: &[(Cow<'static, str>, Value)]) -> Json {
    // One by one: to collect a map is to compile a sort.
    let mut stored = Map::new();
    for (name, value) in values {
        let value = match value {
            Value::Text(text) => json!(text),
            Value::Secret(secret) => json!({ "secret": secret.expose() }),
            Value::Integer(number) => json!(number),
            Value::Boolean(truth) => json!(truth),
        };
        stored.insert(name.clone().into_owned(), value);
    }
    Json::Object(stored)
}

/// The values that were stored.
pub(crate) fn stored_values(stored: &Json) -> Vec<(Cow<'static, str>, Value)> {
    let Json::Object(stored) = stored else { return Vec::new() };
    let mut values = Vec::new();
    for (name, value) in stored {
        if let Some(value) = stored_value(value) {
            values.push((Cow::Owned(name.clone()), value));
        }
    }
    values
}

fn stored_value(value: &Json) -> Option<Value> {
    Some(match value {
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(number) => Value::Integer(number.as_i64()?),
        Json::Bool(truth) => Value::Boolean(*truth),
        secret => Value::Secret(secret.get("secret")?.as_str()?.into()),
    })
}
