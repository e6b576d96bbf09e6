//! Reading JSON whose shape is not known: here only, so that serde's reader is compiled for one kind of input.

use serde_json::{Map, Value};

/// Any value.
pub(crate) fn value(body: &[u8]) -> Option<Value> {
    serde_json::from_str(std::str::from_utf8(body).ok()?).ok()
}

/// An object; `None` for anything else too.
pub(crate) fn object(body: &[u8]) -> Option<Map<String, Value>> {
    match value(body)? {
        Value::Object(members) => Some(members),
        _ => None,
    }
}
