//! Token answers (RFC 6749, 5.1): the standard members, and a table for the rest.

use std::borrow::Cow;
use std::fmt;

use oauth_spec::{AnswerFormat, Field, FieldKind};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::document::document;
use super::key::{Key, KeySeed, STANDARD};
use super::members::Members;
use super::scan::Scan;
use super::value::{Found, ValueSeed, from_json, missing, places};
use crate::fields::{FieldValue, FieldValues};
use crate::secret::Secret;

/// What a token answer holds.
pub(crate) struct Answer {
    pub(crate) standard: Standard,
    /// The values of the table, in its order.
    pub(crate) values: FieldValues,
}

/// What the standard says, and what nobody has declared.
pub(crate) struct Standard {
    pub(crate) access_token: Option<Secret>,
    pub(crate) token_type: Option<Cow<'static, str>>,
    pub(crate) expires_in: Option<u64>,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) scope: Option<String>,
    pub(crate) id_token: Option<Secret>,
    /// None is cheaper to make and to drop than an empty one, and most answers need none.
    pub(crate) extra: Option<Members>,
}

/// Reads a token answer. The error says what is wrong without quoting the answer.
pub(crate) fn read_token(
    fields: &'static [Field],
    separator: &'static str,
    body: &[u8],
) -> Result<Answer, String> {
    // Once for all of it: that is cheaper than once for each text in it.
    let Ok(text) = std::str::from_utf8(body) else {
        return Err("the body is not UTF-8, so it is not JSON".to_owned());
    };
    let mut reading = Reading::new(fields);
    let simple = Scan::new(text).and_then(|mut scan| {
        scan.deserialize_map(&mut reading)?;
        scan.end()
    });
    if simple.is_err() {
        reading = Reading::new(fields);
        read_any(&mut reading, text)?;
    }
    let Reading { known, values, extra, lost, .. } = reading;
    let mut standard = Standard::of(known, extra, separator);
    // An answer with neither token nor required fields is first of all one without a token.
    if standard.access_token.is_none() {
        return Ok(Answer { standard, values: FieldValues(values) });
    }
    if let Some(name) = missing(fields, &values) {
        let inner = lost.iter().find(|(outer, _)| *outer == name).map(|(_, inner)| *inner);
        return Err(match inner {
            Some(inner) if !inner.is_empty() => {
                format!("the required field `{name}.{inner}` is missing or of another type")
            }
            _ => format!("the required field `{name}` is missing or of another type"),
        });
    }
    if !lost.is_empty() {
        let mut whole = Members(crate::json::object(text.as_bytes()).unwrap_or_default());
        let extra = standard.extra.get_or_insert_default();
        extra.0.extend(lost.iter().filter_map(|(name, _)| whole.0.remove_entry(*name)));
    }
    Ok(Answer { standard, values: FieldValues(values) })
}

/// Reads whatever is JSON.
fn read_any(reading: &mut Reading, text: &str) -> Result<(), String> {
    let Json::Object(members) = document(AnswerFormat::Json, text.as_bytes())?.take() else {
        return Err("the body is not a JSON object".to_owned());
    };
    for (name, json) in members {
        let key = Key::of(reading.fields, &name);
        let mut undeclared = None;
        let (kind, place) = match key {
            Key::Standard(row) => (STANDARD[row].1, &mut reading.known[row]),
            Key::Field(row) => (reading.fields[row].kind, &mut reading.values[row]),
            Key::Other => (FieldKind::Any, &mut undeclared),
        };
        let found = from_json(kind, json, place);
        if let Key::Other = key {
            reading.keep_other(name, undeclared);
        } else {
            reading.keep(key, found);
        }
    }
    Ok(())
}

/// What has been read so far.
struct Reading {
    fields: &'static [Field],
    /// The values of [`STANDARD`].
    known: [Option<FieldValue>; STANDARD.len()],
    /// The values of the table.
    values: Vec<Option<FieldValue>>,
    extra: Option<Members>,
    /// Objects whose JSON has to be read again, with the required member that they lack.
    lost: Vec<(&'static str, &'static str)>,
}

impl Reading {
    fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            known: [const { None }; STANDARD.len()],
            values: places(fields),
            extra: None,
            lost: Vec::new(),
        }
    }

    /// What nobody has declared. `null` is kept, too: nobody knows what it means.
    fn keep_other(&mut self, name: String, value: Option<FieldValue>) {
        let json = value.map_or(Json::Null, FieldValue::into_json);
        self.extra.get_or_insert_default().0.insert(name, json);
    }

    /// What was found where something else was looked for, or not all of it.
    #[cold]
    fn keep(&mut self, key: Key, found: Found) {
        let (name, place) = match key {
            Key::Standard(row) => (STANDARD[row].0, &mut self.known[row]),
            Key::Field(row) => (self.fields[row].name, &mut self.values[row]),
            Key::Other => return,
        };
        match found {
            Found::Value | Found::Null => {}
            // `Standard` knows the other ways in which these are written.
            Found::Other if matches!(name, "expires_in" | "scope") => {}
            Found::Partly => self.lost.push((name, "")),
            Found::Lost(inner) => self.lost.push((name, inner)),
            Found::Other => {
                let json = place.take().map_or(Json::Null, FieldValue::into_json);
                self.extra.get_or_insert_default().0.insert(name.to_owned(), json);
            }
        }
    }
}

impl<'de> Visitor<'de> for &mut Reading {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut name = String::new();
        while let Some(key) =
            members.next_key_seed(KeySeed { fields: self.fields, name: &mut name })?
        {
            let mut undeclared = None;
            let (kind, place) = match key {
                Key::Standard(row) => (STANDARD[row].1, &mut self.known[row]),
                Key::Field(row) => (self.fields[row].kind, &mut self.values[row]),
                Key::Other => (FieldKind::Any, &mut undeclared),
            };
            let found = members.next_value_seed(ValueSeed { kind, place })?;
            if let Key::Other = key {
                self.keep_other(std::mem::take(&mut name), undeclared);
            } else if found != Found::Value {
                self.keep(key, found);
            }
        }
        Ok(())
    }
}

impl Standard {
    fn of(
        known: [Option<FieldValue>; STANDARD.len()],
        extra: Option<Members>,
        separator: &str,
    ) -> Self {
        let [access_token, token_type, expires_in, refresh_token, scope, id_token] = known;
        // A token of no characters is no token.
        let secret = |value| match value {
            Some(FieldValue::Secret(token)) if !token.is_empty() => Some(token),
            _ => None,
        };
        let mut standard = Self {
            access_token: secret(access_token),
            token_type: match token_type {
                Some(FieldValue::Known(text)) => Some(text.into()),
                Some(FieldValue::Text(text)) => Some(text.into()),
                _ => None,
            },
            expires_in: None,
            refresh_token: secret(refresh_token),
            scope: None,
            id_token: secret(id_token),
            extra,
        };
        match expires_in {
            // What is below zero is zero.
            Some(FieldValue::Integer(whole)) => {
                standard.expires_in = Some(u64::try_from(whole).unwrap_or(0));
            }
            Some(FieldValue::Json(value)) => {
                standard.expires_in = seconds(&value);
                if standard.expires_in.is_none() {
                    standard.extra.get_or_insert_default().0.insert("expires_in".to_owned(), value);
                }
            }
            _ => {}
        }
        match scope {
            Some(FieldValue::Text(text)) => standard.scope = Some(text),
            // A list of texts, which some providers send.
            Some(FieldValue::Json(Json::Array(items))) if items.iter().all(Json::is_string) => {
                let items: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
                standard.scope = Some(items.join(separator));
            }
            Some(FieldValue::Json(other)) => {
                standard.extra.get_or_insert_default().0.insert("scope".to_owned(), other);
            }
            _ => {}
        }
        standard
    }
}

/// A whole number, however it is written: a number or its digits. What is below zero is zero.
pub(crate) fn seconds(value: &Json) -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    let whole = |number: f64| (!number.is_nan()).then_some(number as u64);
    match value {
        Json::Number(number) => number.as_u64().or_else(|| number.as_f64().and_then(whole)),
        Json::String(text) => {
            let text = text.trim();
            text.parse().ok().or_else(|| {
                let numeric =
                    text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
                numeric.then(|| text.parse().ok().and_then(whole)).flatten()
            })
        }
        _ => None,
    }
}
