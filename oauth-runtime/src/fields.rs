//! Typed fields of answers: from a table to a struct.

use std::fmt::Debug;

use oauth_spec::Field;
use serde_json::Value as Json;

use crate::answer::{Document, Members, OtherToken};
use crate::secret::Secret;

/// A struct that is read from an answer by a table.
pub trait Fields: Clone + Debug + Send + Sync + 'static {
    /// The table. [`Fields::read`] gets its values in this order.
    const FIELDS: &'static [Field];
    /// Moves the values into the struct. It cannot fail: the reader has checked kinds, and that what is
    /// required is there.
    fn read(values: &mut FieldValues) -> Self;
}

/// An enum of texts, with a place for a text the declaration does not know.
pub trait FieldText: Clone + Debug + Send + Sync + 'static {
    /// The value for that text.
    fn from_text(text: String) -> Self;
    /// The text on the wire.
    fn as_text(&self) -> &str;
}

/// Whether two are one variant with the same text, which is what a derived `PartialEq` says: `Other("free")` is not `Free`.
#[inline(never)]
pub fn same_text<T: FieldText>(one: &T, other: &T) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other) && one.as_text() == other.as_text()
}

/// A struct that is sent: authorization details, and the objects in them (RFC 9396).
pub trait WriteFields: Fields {
    /// Moves its members out.
    fn write(self, members: &mut FieldMembers);
}

/// The members of a struct that is sent. Only their names print, and their texts are wiped when they are dropped.
#[derive(Debug, Clone, Default)]
pub struct FieldMembers(pub(crate) Members);

impl FieldMembers {
    fn put(&mut self, name: &str, value: Option<Json>) {
        self.0.0.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// Puts a text.
    pub fn text(&mut self, name: &str, value: Option<String>) {
        self.put(name, value.map(Json::from));
    }

    /// Puts a secret.
    pub fn secret(&mut self, name: &str, value: Option<Secret>) {
        self.put(name, value.map(|value| value.expose().into()));
    }

    /// Puts a whole number.
    pub fn integer(&mut self, name: &str, value: Option<i64>) {
        self.put(name, value.map(Json::from));
    }

    /// Puts a number. One that JSON cannot write is `null`.
    pub fn number(&mut self, name: &str, value: Option<f64>) {
        self.put(name, value.map(Json::from));
    }

    /// Puts a truth value.
    pub fn boolean(&mut self, name: &str, value: Option<bool>) {
        self.put(name, value.map(Json::from));
    }

    /// Puts JSON as it stands.
    pub fn json(&mut self, name: &str, value: Option<Json>) {
        self.put(name, value);
    }

    /// Puts a text of an enum.
    pub fn choice<T: FieldText>(&mut self, name: &str, value: Option<T>) {
        self.put(name, value.map(|value| value.as_text().into()));
    }

    /// Puts a list; how one of it is put says `put`.
    pub fn list<T>(
        &mut self,
        name: &str,
        values: Option<Vec<T>>,
        put: fn(&mut Self, &str, Option<T>),
    ) {
        let one = |value| {
            let mut one = Self::default();
            put(&mut one, name, Some(value));
            one.0.0.remove(name)
        };
        self.put(name, values.map(|values| values.into_iter().filter_map(one).collect()));
    }

    /// Puts an object.
    pub fn object<T: WriteFields>(&mut self, name: &str, value: Option<T>) {
        self.put(name, value.map(|value| members(value).into_json()));
    }
}

/// The members of a struct.
pub(crate) fn members<T: WriteFields>(value: T) -> Members {
    let mut members = FieldMembers::default();
    value.write(&mut members);
    members.0
}

/// The fields of a provider that declares none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoFields;

impl Fields for NoFields {
    const FIELDS: &'static [Field] = &[];

    fn read(_: &mut FieldValues) -> Self {
        Self
    }
}

/// The values that a reader found, one a row of the table, to be taken out once each.
#[derive(Debug, Clone, Default)]
pub struct FieldValues(pub(crate) Vec<Option<FieldValue>>);

/// A value of a declared kind.
#[derive(Debug, Clone)]
pub(crate) enum FieldValue {
    Text(String),
    /// A text of an enum that the declaration knows.
    Known(&'static str),
    Secret(Secret),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    /// The members of an object, or the elements of a list.
    Rows(FieldValues),
    Json(Json),
    Token(OtherToken),
}

impl FieldValue {
    /// The JSON that stood where something else was looked for.
    pub(crate) fn into_json(self) -> Json {
        match self {
            Self::Json(json) => json,
            _ => Json::Null,
        }
    }

    /// Wipes what nobody will take. Secrets do that themselves, and texts are none.
    pub(crate) fn wipe(self) {
        match self {
            Self::Json(json) => drop(Document(json)),
            Self::Rows(rows) => rows.0.into_iter().flatten().for_each(Self::wipe),
            _ => {}
        }
    }
}

macro_rules! take {
    ($($(#[$doc:meta])* $optional:ident / $required:ident => $variant:ident($type:ty);)*) => {
        $(
            $(#[$doc])*
            pub fn $optional(&mut self, row: usize) -> Option<$type> {
                match self.0.get_mut(row)?.take()? {
                    FieldValue::$variant(value) => Some(value),
                    _ => None,
                }
            }

            /// The same, for a row that is required.
            ///
            /// # Panics
            /// If the reader has let an answer through that lacks it, which it does not.
            pub fn $required(&mut self, row: usize) -> $type {
                self.$optional(row).expect("the reader has checked what is required")
            }
        )*
    };
}

impl FieldValues {
    take! {
        /// Takes a secret.
        secret / required_secret => Secret(Secret);
        /// Takes a whole number.
        integer / required_integer => Integer(i64);
        /// Takes a number.
        number / required_number => Number(f64);
        /// Takes a truth value.
        boolean / required_boolean => Boolean(bool);
        /// Takes JSON as it stands.
        json / required_json => Json(Json);
        /// Takes a further token.
        token / required_token => Token(OtherToken);
    }

    /// Takes a text.
    pub fn text(&mut self, row: usize) -> Option<String> {
        match self.0.get_mut(row)?.take()? {
            FieldValue::Text(value) => Some(value),
            FieldValue::Known(value) => Some(value.to_owned()),
            _ => None,
        }
    }

    /// The same, for a row that is required.
    ///
    /// # Panics
    /// If the reader has let an answer through that lacks it, which it does not.
    pub fn required_text(&mut self, row: usize) -> String {
        self.text(row).expect("the reader has checked what is required")
    }

    /// Takes a text of an enum.
    pub fn choice<T: FieldText>(&mut self, row: usize) -> Option<T> {
        self.text(row).map(T::from_text)
    }

    /// The same, for a row that is required.
    pub fn required_choice<T: FieldText>(&mut self, row: usize) -> T {
        T::from_text(self.required_text(row))
    }

    /// Takes a list, each of it by `take`; an empty one where there is none.
    pub fn list<T>(&mut self, row: usize, take: fn(&mut Self, usize) -> Option<T>) -> Vec<T> {
        match self.0.get_mut(row).and_then(Option::take) {
            Some(FieldValue::Rows(mut items)) => {
                (0..items.0.len()).filter_map(|item| take(&mut items, item)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Takes an object.
    pub fn object<T: Fields>(&mut self, row: usize) -> Option<T> {
        match self.0.get_mut(row)?.take()? {
            FieldValue::Rows(mut values) => Some(T::read(&mut values)),
            _ => None,
        }
    }

    /// The same, for a row that is required.
    ///
    /// # Panics
    /// If the reader has let an answer through that lacks it, which it does not.
    pub fn required_object<T: Fields>(&mut self, row: usize) -> T {
        self.object(row).expect("the reader has checked what is required")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_does_not_print() {
        let mut members = FieldMembers::default();
        members.secret("key", Some("hidden".into()));
        members.list("keys", Some(vec![Secret::from("hidden")]), FieldMembers::secret);
        assert_eq!(format!("{members:?}"), r#"FieldMembers(["key", "keys"])"#);
        assert_eq!(members.0.0["keys"], serde_json::json!(["hidden"]));
    }
}
