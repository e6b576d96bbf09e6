//! One value of a declared kind that is written as a text: in a query, or by a provider that quotes numbers.

use oauth_spec::hosts::{is_host_name, is_label};
use oauth_spec::{Field, FieldKind};
use serde_json::Value as Json;

use super::list::list_in;
use super::members::Document;
use super::value::{Found, members_of};
use crate::fields::{FieldValue, FieldValues};
use crate::hosts::{is_under, secure_url};
use crate::secret::Secret;
use crate::wipe::WipedText;

/// A text of a declared kind, if it is one.
#[inline]
pub(crate) fn from_text(kind: FieldKind, text: &str) -> Option<FieldValue> {
    Some(match kind {
        FieldKind::String => FieldValue::Text(text.to_owned()),
        FieldKind::Enum(known) => match known.iter().find(|known| **known == text) {
            Some(known) => FieldValue::Known(known),
            None => FieldValue::Text(text.to_owned()),
        },
        FieldKind::Secret => FieldValue::Secret(Secret::from(text)),
        kind => return from_rare_text(kind, text),
    })
}

/// The same for kinds that are seldom written as a text.
#[cold]
fn from_rare_text(kind: FieldKind, text: &str) -> Option<FieldValue> {
    let host = match kind {
        FieldKind::Integer => return text.parse().ok().map(FieldValue::Integer),
        FieldKind::Number => {
            let number = text.parse().ok().filter(|number: &f64| number.is_finite());
            return number.map(FieldValue::Number);
        }
        FieldKind::Boolean => return text.parse().ok().map(FieldValue::Boolean),
        // JSON as a text, which is all that a query can hold.
        FieldKind::Any => {
            let json = match text.as_bytes().first() {
                Some(b'{' | b'[') => serde_json::from_str(text).ok(),
                _ => None,
            };
            return Some(FieldValue::Json(json.unwrap_or_else(|| Json::from(text))));
        }
        FieldKind::List(kind) => return list_in(*kind, text),
        FieldKind::Object(fields) => return object_in(fields, text).map(FieldValue::Rows),
        FieldKind::Label => is_label(text),
        FieldKind::Hostname(under) => is_host_name(text) && is_under(text, under),
        FieldKind::Url(under) => secure_url(text, under).is_some(),
        FieldKind::String | FieldKind::Secret | FieldKind::Enum(_) | FieldKind::Token => false,
    };
    host.then(|| FieldValue::Text(text.to_owned()))
}

/// An object in a text.
fn object_in(fields: &'static [Field], text: &str) -> Option<FieldValues> {
    let mut place = None;
    match (members_of(fields, crate::json::object(text.as_bytes())?, &mut place), place) {
        (Found::Value | Found::Partly, Some(FieldValue::Rows(values))) => Some(values),
        _ => None,
    }
}

/// A list that comes as JSON in a text, which is all that a query can hold.
pub(super) fn in_text(text: String) -> Json {
    let text = WipedText(text);
    let json = crate::json::value(text.0.as_bytes()).map(Document);
    match json.filter(|json| json.is_array()) {
        Some(list) => list.take(),
        None => Json::String(text.take()),
    }
}
