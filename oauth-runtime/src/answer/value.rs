//! One JSON value of a declared kind.

use std::fmt;

use oauth_spec::{Field, FieldKind};
use serde::Deserialize as _;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::list::items_of;
use super::members::Members;
use super::text::from_text;
use crate::fields::{FieldValue, FieldValues};
use crate::wipe::WipedText;

/// What stood where a value of a kind was looked for.
///
/// The value itself is written to its place: passing it back through every layer of the parser would
/// cost more than reading it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// A value of that kind.
    Value,
    /// An object of that kind in which something optional is of another kind.
    Partly,
    /// `null`, which is the same as nothing.
    Null,
    /// A value of another kind. It is there as JSON.
    Other,
    /// An object that lacks this required member, or a list with one in it; a list with something else in it, without
    /// a name. What was in it is gone.
    Lost(&'static str),
}

/// The row of a table that is a member of that name. What is there only sometimes is read by [`super::table`].
#[inline]
pub(crate) fn row(fields: &'static [Field], name: &str) -> Option<usize> {
    fields.iter().position(|field| field.path == name && field.when.is_empty())
}

/// As many empty places as the table has rows.
pub(crate) fn places(fields: &'static [Field]) -> Vec<Option<FieldValue>> {
    let mut places = Vec::with_capacity(fields.len());
    places.resize_with(fields.len(), || None);
    places
}

/// The row that every answer has, and that has no value.
pub(crate) fn missing(
    fields: &'static [Field],
    values: &[Option<FieldValue>],
) -> Option<&'static str> {
    let mut rows = fields.iter().zip(values);
    rows.find(|(field, value)| value.is_none() && field.is_always_there())
        .map(|(field, _)| field.name)
}

/// Looks for a value of a kind in JSON that was read already, and writes what it finds to its place.
pub(crate) fn from_json(kind: FieldKind, json: Json, place: &mut Option<FieldValue>) -> Found {
    let seed = ValueSeed { kind, place };
    match (kind, json) {
        (_, Json::Null) => seed.null(),
        (_, Json::Bool(value)) => seed.boolean(value),
        (_, Json::Number(number)) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(value), ..) => seed.unsigned(value),
            (_, Some(value), _) => seed.signed(value),
            (.., value) => seed.float(value.unwrap_or(f64::NAN)),
        },
        (FieldKind::Secret, Json::String(text)) => seed.value(FieldValue::Secret(text.into())),
        (_, Json::String(text)) => {
            let text = WipedText(text);
            match from_text(kind, &text.0) {
                Some(value) => seed.value(value),
                None => seed.json(Json::String(text.take())),
            }
        }
        (FieldKind::Object(fields), Json::Object(members)) => {
            members_of(fields, members, seed.place)
        }
        (FieldKind::List(kind), Json::Array(items)) => items_of(*kind, items, seed.place),
        (_, json) => seed.json(json),
    }
}

/// Looks for the fields of an object among its members, and writes the object to its place.
pub(super) fn members_of(
    fields: &'static [Field],
    members: Map<String, Json>,
    place: &mut Option<FieldValue>,
) -> Found {
    // Nobody takes what is not declared.
    let mut members = Members(members);
    let mut values = places(fields);
    let mut found = Found::Value;
    // As in `row`.
    for (field, value) in fields.iter().zip(&mut values).filter(|(row, _)| row.when.is_empty()) {
        let Some(json) = members.0.remove(field.path) else { continue };
        found = found.with(from_json(field.kind, json, value), value);
    }
    whole(fields, values, found, place)
}

/// Looks for a value of a kind, and writes what it finds to its place.
pub(crate) struct ValueSeed<'a> {
    pub(crate) kind: FieldKind,
    pub(crate) place: &'a mut Option<FieldValue>,
}

impl ValueSeed<'_> {
    #[inline]
    fn value(self, value: FieldValue) -> Found {
        *self.place = Some(value);
        Found::Value
    }

    /// JSON of another kind, unless every kind will do.
    fn json(self, json: Json) -> Found {
        *self.place = Some(FieldValue::Json(json));
        if self.kind == FieldKind::Any { Found::Value } else { Found::Other }
    }

    #[inline]
    fn boolean(self, value: bool) -> Found {
        match self.kind {
            FieldKind::Boolean => self.value(FieldValue::Boolean(value)),
            _ => self.json(Json::Bool(value)),
        }
    }

    #[inline]
    fn signed(self, value: i64) -> Found {
        match self.kind {
            FieldKind::Integer => self.value(FieldValue::Integer(value)),
            #[expect(clippy::cast_precision_loss, reason = "a declared `number` is a float")]
            FieldKind::Number => self.value(FieldValue::Number(value as f64)),
            _ => self.json(Json::from(value)),
        }
    }

    #[inline]
    fn unsigned(self, value: u64) -> Found {
        match (self.kind, i64::try_from(value)) {
            (FieldKind::Integer, Ok(value)) => self.value(FieldValue::Integer(value)),
            #[expect(clippy::cast_precision_loss, reason = "a declared `number` is a float")]
            (FieldKind::Number, _) => self.value(FieldValue::Number(value as f64)),
            _ => self.json(Json::from(value)),
        }
    }

    fn float(self, value: f64) -> Found {
        // Some languages write whole numbers as `1.0`; up to 2^53 that is exact.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self.kind {
            FieldKind::Number => self.value(FieldValue::Number(value)),
            #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
            FieldKind::Integer if value.fract() == 0.0 && value.abs() <= EXACT => {
                self.value(FieldValue::Integer(value as i64))
            }
            _ => self.json(Json::from(value)),
        }
    }

    #[inline]
    fn null(self) -> Found {
        *self.place = None;
        Found::Null
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Found, E> {
        Ok(match from_text(self.kind, text) {
            Some(value) => self.value(value),
            None => self.json(Json::from(text)),
        })
    }

    fn visit_bool<E>(self, value: bool) -> Result<Found, E> {
        Ok(self.boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Found, E> {
        Ok(self.signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Found, E> {
        Ok(self.unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Found, E> {
        Ok(self.float(value))
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(self.null())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Found, A::Error> {
        let json = Json::deserialize(SeqAccessDeserializer::new(items))?;
        Ok(from_json(self.kind, json, self.place))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Found, A::Error> {
        match self.kind {
            FieldKind::Object(fields) => object(fields, members, self.place),
            _ => Ok(self.json(Json::deserialize(MapAccessDeserializer::new(members))?)),
        }
    }
}

fn object<'de, A: MapAccess<'de>>(
    fields: &'static [Field],
    mut members: A,
    place: &mut Option<FieldValue>,
) -> Result<Found, A::Error> {
    let mut values = places(fields);
    let mut found = Found::Value;
    while let Some(row) = members.next_key_seed(RowSeed(fields))? {
        let Some(row) = row else {
            members.next_value::<IgnoredAny>()?;
            continue;
        };
        let seed = ValueSeed { kind: fields[row].kind, place: &mut values[row] };
        let inner = members.next_value_seed(seed)?;
        found = found.with(inner, &mut values[row]);
    }
    Ok(whole(fields, values, found, place))
}

/// An object with all of its members, unless it lacks one.
fn whole(
    fields: &'static [Field],
    values: Vec<Option<FieldValue>>,
    found: Found,
    place: &mut Option<FieldValue>,
) -> Found {
    if let Some(name) = missing(fields, &values) {
        *place = None;
        FieldValue::Rows(FieldValues(values)).wipe();
        return Found::Lost(name);
    }
    *place = Some(FieldValue::Rows(FieldValues(values)));
    found
}

impl Found {
    /// What an object is in which one member more was found. Only a value of its kind stays there.
    fn with(self, member: Self, place: &mut Option<FieldValue>) -> Self {
        match member {
            Self::Value | Self::Null => self,
            Self::Partly => Self::Partly,
            Self::Other | Self::Lost(_) => {
                if let Some(value) = place.take() {
                    value.wipe();
                }
                Self::Partly
            }
        }
    }
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
