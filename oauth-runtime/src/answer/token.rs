//! Token answers (RFC 6749, 5.1): the standard members, and a table for the rest.

use std::fmt;

use oauth_spec::{Field, FieldKind};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::value::{Found, ValueSeed, missing, places, row};
use crate::fields::{FieldValue, FieldValues};
use crate::secret::Secret;

/// What a token answer holds.
pub(crate) struct Answer {
    pub(crate) standard: Standard,
    /// The values of the table, in its order.
    pub(crate) values: FieldValues,
}

/// What the standard says, and what nobody has declared.
#[derive(Default)]
pub(crate) struct Standard {
    pub(crate) access_token: Option<Secret>,
    pub(crate) token_type: Option<String>,
    pub(crate) expires_in: Option<u64>,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) scope: Option<String>,
    pub(crate) extra: Map<String, Json>,
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
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = reader.deserialize_map(TokenVisitor { fields, separator });
    let (mut answer, lost) = match read.and_then(|read| reader.end().map(|()| read)) {
        Ok(read) => read,
        Err(error) if error.is_data() => return Err("the body is not a JSON object".to_owned()),
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            return Err(format!("the body is broken JSON at line {line}, column {column}"));
        }
    };
    // An answer with neither token nor required fields is first of all one without a token.
    if answer.standard.access_token.is_none() {
        return Ok(answer);
    }
    if let Some(name) = missing(fields, &answer.values.0) {
        let inner = lost.iter().find(|(outer, _)| *outer == name).map(|(_, inner)| *inner);
        return Err(match inner {
            Some(inner) if !inner.is_empty() => {
                format!("the required field `{name}.{inner}` is missing or of another type")
            }
            _ => format!("the required field `{name}` is missing or of another type"),
        });
    }
    if !lost.is_empty() {
        let whole: Map<String, Json> = serde_json::from_slice(body).unwrap_or_default();
        let lost = |name: &str| lost.iter().any(|(outer, _)| *outer == name);
        answer.standard.extra.extend(whole.into_iter().filter(|(name, _)| lost(name)));
    }
    Ok(answer)
}

/// Objects whose JSON has to be read again, with the required member that they lack.
type Lost = Vec<(&'static str, &'static str)>;

struct TokenVisitor {
    fields: &'static [Field],
    separator: &'static str,
}

impl<'de> Visitor<'de> for TokenVisitor {
    type Value = (Answer, Lost);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut standard = Standard::default();
        let mut values = places(self.fields);
        let mut lost = Lost::new();
        while let Some(key) = members.next_key_seed(KeySeed(self.fields))? {
            let kind = match key {
                Key::AccessToken | Key::RefreshToken => FieldKind::Secret,
                Key::TokenType => FieldKind::String,
                Key::ExpiresIn | Key::Scope | Key::Other(_) => FieldKind::Any,
                Key::Field(row) => self.fields[row].kind,
            };
            let found = members.next_value_seed(ValueSeed(kind))?;
            match (key, found) {
                // `null` is the same as nothing, except where nobody knows what it means.
                (Key::Other(name), Found::Null) => {
                    standard.extra.insert(name, Json::Null);
                }
                (Key::Other(name), Found::Value(FieldValue::Json(value))) => {
                    standard.extra.insert(name, value);
                }
                (Key::AccessToken, Found::Value(FieldValue::Secret(token))) => {
                    standard.access_token = Some(token);
                }
                (Key::RefreshToken, Found::Value(FieldValue::Secret(token))) => {
                    standard.refresh_token = Some(token);
                }
                (Key::TokenType, Found::Value(FieldValue::Text(text))) => {
                    standard.token_type = Some(text);
                }
                (Key::ExpiresIn, Found::Value(FieldValue::Json(value))) => {
                    standard.expires_in = seconds(&value);
                    if standard.expires_in.is_none() {
                        standard.extra.insert("expires_in".to_owned(), value);
                    }
                }
                (Key::Scope, Found::Value(FieldValue::Json(value))) => {
                    self.scope(&mut standard, value);
                }
                (Key::Field(row), Found::Value(value)) => values[row] = Some(value),
                (Key::Field(row), Found::Partly(value)) => {
                    values[row] = Some(value);
                    lost.push((self.fields[row].name, ""));
                }
                (Key::Field(row), Found::Lost(inner)) => lost.push((self.fields[row].name, inner)),
                (key, Found::Other(value)) => {
                    standard.extra.insert(key.name(self.fields).into_owned(), value);
                }
                _ => {}
            }
        }
        // A token of no characters is no token.
        standard.access_token = standard.access_token.filter(|token| !token.is_empty());
        standard.refresh_token = standard.refresh_token.filter(|token| !token.is_empty());
        Ok((Answer { standard, values: FieldValues(values) }, lost))
    }
}

impl TokenVisitor {
    /// A text, or a list of texts, which some providers send.
    fn scope(&self, standard: &mut Standard, value: Json) {
        match value {
            Json::String(text) => standard.scope = Some(text),
            Json::Array(items) if items.iter().all(Json::is_string) => {
                let items: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
                standard.scope = Some(items.join(self.separator));
            }
            other => {
                standard.extra.insert("scope".to_owned(), other);
            }
        }
    }
}

/// A lifetime, however it is written: a number or its digits. What is below zero is zero.
fn seconds(value: &Json) -> Option<u64> {
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

enum Key {
    AccessToken,
    TokenType,
    ExpiresIn,
    RefreshToken,
    Scope,
    Field(usize),
    Other(String),
}

impl Key {
    fn name(self, fields: &'static [Field]) -> std::borrow::Cow<'static, str> {
        match self {
            Self::AccessToken => "access_token".into(),
            Self::TokenType => "token_type".into(),
            Self::ExpiresIn => "expires_in".into(),
            Self::RefreshToken => "refresh_token".into(),
            Self::Scope => "scope".into(),
            Self::Field(row) => fields[row].name.into(),
            Self::Other(name) => name.into(),
        }
    }
}

/// Looks for what a key means.
struct KeySeed(&'static [Field]);

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member's name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        Ok(match name {
            "access_token" => Key::AccessToken,
            "token_type" => Key::TokenType,
            "expires_in" => Key::ExpiresIn,
            "refresh_token" => Key::RefreshToken,
            "scope" => Key::Scope,
            _ => match row(self.0, name) {
                Some(row) => Key::Field(row),
                None => Key::Other(name.to_owned()),
            },
        })
    }
}
