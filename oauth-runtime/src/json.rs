//! Reading JSON whose shape is not known, and writing it: here only, so that serde's reader and writer are compiled for
//! one kind of input and of output.

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

/// The text of an object. It is written into one piece of memory, mostly: where one grows, what it held stays behind.
pub(crate) fn written(members: &Map<String, Value>) -> Vec<u8> {
    let mut text = Vec::with_capacity(room_of_members(members));
    // A map of JSON is always JSON, and memory takes all that is written.
    let _ = serde_json::to_writer(&mut text, members);
    text
}

/// How long it is, unless much in it is escaped.
fn room(json: &Value) -> usize {
    match json {
        Value::String(text) => text.len() + 8,
        Value::Array(items) => items.iter().map(|item| room(item) + 1).sum::<usize>() + 2,
        Value::Object(members) => room_of_members(members),
        _ => 24,
    }
}

fn room_of_members(members: &Map<String, Value>) -> usize {
    members.iter().map(|(name, value)| name.len() + 8 + room(value)).sum::<usize>() + 2
}
