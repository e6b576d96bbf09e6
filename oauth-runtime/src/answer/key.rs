//! Which member of a token answer a key is: a standard one, a declared one, or another.

use std::fmt;

use oauth_spec::{Field, FieldKind};
use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::value::row;

/// The members that RFC 6749, 5.1 and OpenID Connect Core, 3.1.3.3 know, and how they are read at first.
pub(super) const STANDARD: [(&str, FieldKind); 6] = [
    ("access_token", FieldKind::Secret),
    ("token_type", FieldKind::Enum(&["bearer", "Bearer"])),
    ("expires_in", FieldKind::Integer),
    ("refresh_token", FieldKind::Secret),
    ("scope", FieldKind::String),
    ("id_token", FieldKind::Secret),
];

/// What a key means.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// A row of [`STANDARD`].
    Standard(usize),
    /// A row of the table.
    Field(usize),
    /// Something that nobody has declared.
    Other,
}

impl Key {
    /// What a key means, off the way that nearly all answers go.
    #[cold]
    pub(super) fn of(fields: &'static [Field], name: &str) -> Self {
        let standard = STANDARD.iter().position(|(known, _)| *known == name);
        let field = || row(fields, name).map_or(Self::Other, Self::Field);
        standard.map_or_else(field, Self::Standard)
    }
}

/// Looks for what a key means, and notes its name if nobody has declared it.
pub(super) struct KeySeed<'a> {
    pub(super) fields: &'static [Field],
    pub(super) name: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member's name")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        // A `match` on texts, which compares eight bytes at a time, where a loop would call `memcmp`.
        Ok(match name {
            "access_token" => Key::Standard(0),
            "token_type" => Key::Standard(1),
            "expires_in" => Key::Standard(2),
            "refresh_token" => Key::Standard(3),
            "scope" => Key::Standard(4),
            "id_token" => Key::Standard(5),
            _ => {
                if let Some(row) = row(self.fields, name) {
                    Key::Field(row)
                } else {
                    name.clone_into(self.name);
                    Key::Other
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_members_are_where_the_reader_looks_for_them() {
        let mut name = String::new();
        for (index, (standard, _)) in STANDARD.iter().enumerate() {
            let seed = KeySeed { fields: &[], name: &mut name };
            let key = seed.visit_str::<serde_json::Error>(standard).unwrap();
            assert!(matches!(key, Key::Standard(row) if row == index), "{standard}");
        }
    }
}
