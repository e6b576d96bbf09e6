//! What a token was asked for beside scopes and resources, kept where it is asked for again without a user.

use std::borrow::Cow;

use serde_json::{Map, Value as Json, json};

use crate::value::{Value, stored_values, values_to_store};

/// What the application gave with the request.
#[derive(Clone, Default)]
pub(crate) struct Asked {
    /// Values that the declaration has for each call.
    pub(crate) parameters: Vec<(Cow<'static, str>, Value)>,
    /// Parameters that it does not know.
    pub(crate) extra: Vec<(String, String)>,
    /// What was asked for in detail (RFC 9396).
    pub(crate) details: Vec<Json>,
}

impl Asked {
    pub(crate) fn is_empty(&self) -> bool {
        self.parameters.is_empty() && self.extra.is_empty() && self.details.is_empty()
    }

    pub(super) fn saved(&self) -> Json {
        json!({
            "parameters": values_to_store(&self.parameters),
            "extra": self.extra,
            "details": self.details,
        })
    }

    pub(super) fn restored(stored: &Map<String, Json>) -> Option<Box<Self>> {
        let list = |name: &str| stored.get(name).and_then(Json::as_array).cloned();
        let mut extra = Vec::new();
        for pair in list("extra").unwrap_or_default() {
            if let Some([Json::String(name), Json::String(value)]) =
                pair.as_array().map(Vec::as_slice)
            {
                extra.push((name.clone(), value.clone()));
            }
        }
        let parameters = stored.get("parameters").map(stored_values).unwrap_or_default();
        let asked = Self { parameters, extra, details: list("details").unwrap_or_default() };
        (!asked.is_empty()).then(|| Box::new(asked))
    }
}
