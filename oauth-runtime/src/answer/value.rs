//! One JSON value of a declared kind.

use std::fmt;

use oauth_spec::{Field, FieldKind};
use serde::Deserialize as _;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use crate::fields::{FieldValue, FieldValues};
use crate::secret::Secret;

/// What stood where a value of a kind was looked for.
pub(crate) enum Found {
    /// A value of that kind.
    Value(FieldValue),
    /// An object of that kind in which something optional is of another kind.
    Partly(FieldValue),
    /// `null`, which is the same as nothing.
    Null,
    /// A value of another kind.
    Other(Json),
    /// An object that lacks this required member. What was in it is gone.
    Lost(&'static str),
}

/// Reads a JSON object by a table.
///
/// The error names the member that is required and not there, or is empty if it is no object.
pub(crate) fn from_json(
    fields: &'static [Field],
    body: &[u8],
) -> Result<FieldValues, &'static str> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    match ValueSeed(FieldKind::Object(fields)).deserialize(&mut reader) {
        Ok(
            Found::Value(FieldValue::Object(values)) | Found::Partly(FieldValue::Object(values)),
        ) => Ok(values),
        Ok(Found::Lost(name)) => Err(name),
        _ => Err(""),
    }
}

/// The row of a table with that name.
pub(crate) fn row(fields: &'static [Field], name: &str) -> Option<usize> {
    fields.iter().position(|field| field.name == name)
}

/// As many empty places as the table has rows.
pub(crate) fn places(fields: &'static [Field]) -> Vec<Option<FieldValue>> {
    let mut places = Vec::with_capacity(fields.len());
    places.resize_with(fields.len(), || None);
    places
}

/// The required row that has no value.
pub(crate) fn missing(
    fields: &'static [Field],
    values: &[Option<FieldValue>],
) -> Option<&'static str> {
    let mut rows = fields.iter().zip(values);
    rows.find(|(field, value)| field.required && value.is_none()).map(|(field, _)| field.name)
}

/// A text of a declared kind; the text itself if it is not one.
pub(crate) fn from_text(kind: FieldKind, text: &str) -> Option<FieldValue> {
    Some(match kind {
        FieldKind::String | FieldKind::Enum(_) => FieldValue::Text(text.to_owned()),
        FieldKind::Secret => FieldValue::Secret(Secret::from(text)),
        FieldKind::Integer => FieldValue::Integer(text.parse().ok()?),
        FieldKind::Number => {
            FieldValue::Number(text.parse().ok().filter(|number: &f64| number.is_finite())?)
        }
        FieldKind::Boolean => FieldValue::Boolean(text.parse().ok()?),
        FieldKind::Any => FieldValue::Json(Json::from(text)),
        FieldKind::Object(_) => return None,
    })
}

/// Looks for a value of a kind.
pub(crate) struct ValueSeed(pub(crate) FieldKind);

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Found, E> {
        Ok(from_text(self.0, text).map_or_else(|| Found::Other(Json::from(text)), Found::Value))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Found, E> {
        Ok(match self.0 {
            FieldKind::Boolean => Found::Value(FieldValue::Boolean(value)),
            FieldKind::Any => Found::Value(FieldValue::Json(Json::Bool(value))),
            _ => Found::Other(Json::Bool(value)),
        })
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Found, E> {
        Ok(match self.0 {
            FieldKind::Integer => Found::Value(FieldValue::Integer(value)),
            #[expect(clippy::cast_precision_loss, reason = "a declared `number` is a float")]
            FieldKind::Number => Found::Value(FieldValue::Number(value as f64)),
            FieldKind::Any => Found::Value(FieldValue::Json(Json::from(value))),
            _ => Found::Other(Json::from(value)),
        })
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Found, E> {
        if let Ok(value) = i64::try_from(value) {
            return self.visit_i64(value);
        }
        Ok(match self.0 {
            #[expect(clippy::cast_precision_loss, reason = "a declared `number` is a float")]
            FieldKind::Number => Found::Value(FieldValue::Number(value as f64)),
            FieldKind::Any => Found::Value(FieldValue::Json(Json::from(value))),
            _ => Found::Other(Json::from(value)),
        })
    }

    fn visit_f64<E>(self, value: f64) -> Result<Found, E> {
        // Some languages write whole numbers as `1.0`; up to 2^53 that is exact.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        Ok(match self.0 {
            FieldKind::Number => Found::Value(FieldValue::Number(value)),
            #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
            FieldKind::Integer if value.fract() == 0.0 && value.abs() <= EXACT => {
                Found::Value(FieldValue::Integer(value as i64))
            }
            FieldKind::Any => Found::Value(FieldValue::Json(Json::from(value))),
            _ => Found::Other(Json::from(value)),
        })
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Found, A::Error> {
        let json = Json::deserialize(SeqAccessDeserializer::new(items))?;
        Ok(match self.0 {
            FieldKind::Any => Found::Value(FieldValue::Json(json)),
            _ => Found::Other(json),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Found, A::Error> {
        match self.0 {
            FieldKind::Object(fields) => object(fields, members),
            FieldKind::Any => {
                let json = Json::deserialize(MapAccessDeserializer::new(members))?;
                Ok(Found::Value(FieldValue::Json(json)))
            }
            _ => Ok(Found::Other(Json::deserialize(MapAccessDeserializer::new(members))?)),
        }
    }
}

fn object<'de, A: MapAccess<'de>>(
    fields: &'static [Field],
    mut members: A,
) -> Result<Found, A::Error> {
    let mut values = places(fields);
    let mut partly = false;
    while let Some(found) = members.next_key_seed(RowSeed(fields))? {
        let Some(row) = found else {
            members.next_value::<IgnoredAny>()?;
            continue;
        };
        match members.next_value_seed(ValueSeed(fields[row].kind))? {
            Found::Value(value) => values[row] = Some(value),
            Found::Partly(value) => {
                values[row] = Some(value);
                partly = true;
            }
            Found::Null => {}
            Found::Other(_) | Found::Lost(_) => partly = true,
        }
    }
    if let Some(name) = missing(fields, &values) {
        return Ok(Found::Lost(name));
    }
    let value = FieldValue::Object(FieldValues(values));
    Ok(if partly { Found::Partly(value) } else { Found::Value(value) })
}

/// Looks for the row that a key belongs to.
struct RowSeed(&'static [Field]);

impl<'de> DeserializeSeed<'de> for RowSeed {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for RowSeed {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member's name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(row(self.0, name))
    }
}
