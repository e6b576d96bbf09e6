//! Lists of values of a declared kind.

use oauth_spec::FieldKind;
use serde_json::Value as Json;

use super::value::{Found, from_json};
use crate::fields::{FieldValue, FieldValues};

/// Looks for the elements of a list, and writes the list to its place.
#[cold]
pub(super) fn items_of(kind: FieldKind, items: Vec<Json>, place: &mut Option<FieldValue>) -> Found {
    let mut values = Vec::with_capacity(items.len());
    let mut found = Found::Value;
    for json in items {
        let mut value = None;
        match from_json(kind, json, &mut value) {
            Found::Null => continue,
            Found::Value => {}
            Found::Partly => found = Found::Partly,
            Found::Other => return Found::Lost(""),
            Found::Lost(name) => return Found::Lost(name),
        }
        values.push(value);
    }
    *place = Some(FieldValue::Rows(FieldValues(values)));
    found
}

/// A list in a text.
pub(super) fn list_in(kind: FieldKind, text: &str) -> Option<FieldValue> {
    let Some(Json::Array(items)) = crate::json::value(text.as_bytes()) else { return None };
    let mut place = None;
    match items_of(kind, items, &mut place) {
        Found::Value | Found::Partly => place,
        _ => None,
    }
}
