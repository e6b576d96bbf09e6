//! Fields by path, wherever they are: in the answer, in claims, in headers. What a plain answer needs
//! none of is read by [`super::token`].

use std::borrow::Cow;

use oauth_spec::{Answer, Field, FieldFrom, FieldKind, Template};
use serde_json::{Map, Value as Json};

use super::members::{Document, Members, scalar};
use super::other::OtherToken;
use super::places::Places;
use super::text::in_text;
use super::value::{Found, from_json, places};
use crate::fields::Fields;
use crate::fields::{FieldValue, FieldValues};

/// A table, and whether a plain answer can be read by it in one pass.
#[derive(Clone, Copy)]
pub(crate) struct Table {
    pub(crate) rows: &'static [Field],
    pub(crate) simple: bool,
}

impl Table {
    /// No rows.
    pub(crate) const NONE: Self = Self { rows: &[], simple: true };

    pub(crate) const fn new(rows: &'static [Field]) -> Self {
        Self { rows, simple: is_simple(rows) }
    }

    /// The table of a struct.
    pub(crate) const fn of<T: Fields>() -> Self {
        const { Self::new(T::FIELDS) }
    }

    /// This table, or the declaration's for a client that has no types.
    pub(crate) fn or(self, declared: &'static [Field]) -> Self {
        if self.rows.is_empty() { Self::new(declared) } else { self }
    }
}

/// Whether every field is a plain member of the answer, under any name.
pub(crate) const fn is_simple(rows: &[Field]) -> bool {
    let mut index = 0;
    while index < rows.len() {
        let row = &rows[index];
        let path = row.path.as_bytes();
        let mut at = 0;
        while at < path.len() {
            if matches!(path[at], b'.' | b'/' | b'*') {
                return false;
            }
            at += 1;
        }
        let plain = matches!(row.from, FieldFrom::Answer)
            && row.or.is_empty()
            && !path.is_empty()
            && row.when.is_empty()
            && row.equals.is_none()
            && row.pattern.is_none()
            && match row.kind {
                FieldKind::Token => false,
                FieldKind::Object(fields) => is_simple(fields),
                FieldKind::List(FieldKind::Object(fields)) => is_simple(fields),
                _ => true,
            };
        if !plain {
            return false;
        }
        index += 1;
    }
    true
}

/// Collects what a table declares, by the fields' names, and checks it. `fill` gives the text that a field
/// must be; without it that is not checked again.
///
/// # Errors
/// What is wrong with which field, without its value.
pub(crate) fn collect(
    fields: &'static [Field],
    places: &Places<'_>,
    fill: Option<&dyn Fn(Template) -> Option<String>>,
) -> Result<Members, Refused> {
    let mut members = Members::default();
    for field in fields {
        let refused = |what| Refused { name: field.name, what, is_wrong: false };
        let wrong = |what| Refused { is_wrong: true, ..refused(what) };
        let before = || places.old.and_then(|old| old.get(field.name)).cloned();
        let has = places.has(field);
        let json = match has {
            Some(true) => places.find(field).or_else(before),
            // What the answer has instead ends what was before.
            Some(false) => None,
            None => before(),
        };
        let json = json.map(|json| match (field.kind, json) {
            (FieldKind::List(_), Json::String(text)) => in_text(text),
            (_, json) => json,
        });
        let Some(json) = json.map(Document) else {
            let must = has == Some(true) && (field.required || field.equals.is_some());
            if (must || field.is_always_there()) && !places.partial {
                return Err(refused("is missing"));
            }
            continue;
        };
        match value(field.kind, &json, None) {
            Ok(read) => read.wipe(),
            Err(inner) if field.required || field.equals.is_some() => {
                return Err(Refused {
                    name: inner.unwrap_or(field.name),
                    ..refused("is missing or of another type")
                });
            }
            Err(_) => continue,
        }
        inside(field.kind, &json, fill)?;
        let text = scalar(&json);
        if let (Some(expected), Some(fill)) = (field.equals, fill)
            && (text.is_none() || text.as_deref() != fill(expected).as_deref())
        {
            return Err(wrong("is not what it must be"));
        }
        if let Some(pattern) = field.pattern {
            let fits = |text: Option<Cow<'_, str>>| {
                text.is_some_and(|text| oauth_spec::pattern::fits(pattern, &text))
            };
            let right = match &*json {
                Json::Array(items) => items.iter().all(|item| item.is_null() || fits(scalar(item))),
                _ => fits(text),
            };
            if !right {
                return Err(wrong("does not look as it must"));
            }
        }
        members.0.insert(field.name.to_owned(), json.take());
    }
    Ok(members)
}

/// Checks the fields of an object, and those of objects in a list.
fn inside(
    kind: FieldKind,
    json: &Json,
    fill: Option<&dyn Fn(Template) -> Option<String>>,
) -> Result<(), Refused> {
    match (kind, json) {
        (FieldKind::Object(fields), Json::String(text)) => {
            let object = Document(crate::json::value(text.as_bytes()).unwrap_or_default());
            collect(fields, &Places::document(&object), fill).map(drop)
        }
        (FieldKind::Object(fields), _) => collect(fields, &Places::document(json), fill).map(drop),
        (FieldKind::List(kind), Json::Array(items)) => {
            let mut items = items.iter().filter(|item| !item.is_null());
            items.try_for_each(|item| inside(*kind, item, fill))
        }
        _ => Ok(()),
    }
}

/// A field that makes an answer useless.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refused {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// It is there, and is not what it must be.
    pub(crate) is_wrong: bool,
}

/// What a further token in an answer needs to be one of its own.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) answer: &'static Answer,
    pub(crate) received_at: std::time::SystemTime,
    pub(crate) grant: &'a Cow<'static, str>,
}

impl Context<'_> {
    /// For tables without further tokens.
    pub(crate) const NONE: Self = Self {
        answer: &Answer::STANDARD,
        received_at: std::time::SystemTime::UNIX_EPOCH,
        grant: &Cow::Borrowed(""),
    };
}

/// The typed values of a table, from what [`collect`] has kept by name.
///
/// # Errors
/// The name of a required field that is not there.
pub(crate) fn typed(
    fields: &'static [Field],
    members: &Map<String, Json>,
    context: Context<'_>,
) -> Result<FieldValues, &'static str> {
    let mut values = places(fields);
    for (field, place) in fields.iter().zip(&mut values) {
        if let Some(json) = members.get(field.name).filter(|json| !json.is_null()) {
            *place = value(field.kind, json, Some(context)).ok();
        }
    }
    match super::value::missing(fields, &values) {
        Some(name) => {
            FieldValue::Rows(FieldValues(values)).wipe();
            Err(name)
        }
        None => Ok(FieldValues(values)),
    }
}

/// Reads one value. The error may name the member of an object that is missing.
fn value(
    kind: FieldKind,
    json: &Json,
    context: Option<Context<'_>>,
) -> Result<FieldValue, Option<&'static str>> {
    match (kind, json) {
        (FieldKind::Object(_), Json::String(text)) => {
            let inner = Document(crate::json::value(text.as_bytes()).ok_or(None)?);
            if inner.is_object() { value(kind, &inner, context) } else { Err(None) }
        }
        (FieldKind::Object(fields), Json::Object(_)) => {
            let inner = Places::document(json);
            let mut values = places(fields);
            for (field, place) in fields.iter().zip(&mut values) {
                if inner.has(field) != Some(true) && !field.is_always_there() {
                    continue;
                }
                let json = inner.find(field).map(Document);
                *place = json.and_then(|json| value(field.kind, &json, context).ok());
                if field.required && place.is_none() {
                    FieldValue::Rows(FieldValues(values)).wipe();
                    return Err(Some(field.name));
                }
            }
            Ok(FieldValue::Rows(FieldValues(values)))
        }
        (FieldKind::List(kind), Json::Array(items)) => {
            let mut values = Vec::with_capacity(items.len());
            for item in items.iter().filter(|item| !item.is_null()) {
                match value(*kind, item, context) {
                    Ok(read) => values.push(Some(read)),
                    Err(inner) => {
                        FieldValue::Rows(FieldValues(values)).wipe();
                        return Err(inner);
                    }
                }
            }
            Ok(FieldValue::Rows(FieldValues(values)))
        }
        (FieldKind::Token, Json::Object(members)) => {
            OtherToken::read(members, context).map(FieldValue::Token).ok_or(None)
        }
        (FieldKind::Token, _) => Err(None),
        _ => {
            let mut place = None;
            if from_json(kind, json.clone(), &mut place) == Found::Value {
                return place.ok_or(None);
            }
            place.into_iter().for_each(FieldValue::wipe);
            Err(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use oauth_spec::{Condition, Test};

    use super::*;
    use crate::answer::read_token;

    #[test]
    fn a_reader_that_knows_no_conditions_takes_nothing_for_a_field_that_has_some() {
        static ROWS: [Field; 2] = [
            Field::string("id").required().when(&[Condition { path: "kind", test: Test::Present }]),
            Field::string("kind"),
        ];
        assert!(!is_simple(&ROWS) && is_simple(&ROWS[1..]));
        // So is a token read that was stored before the declaration had conditions.
        let body = br#"{"access_token": "a", "id": "7", "kind": "k"}"#;
        let answer = read_token(&ROWS, " ", body).ok().unwrap();
        assert!(answer.values.0[0].is_none() && answer.values.0[1].is_some());
        assert_eq!(answer.standard.extra.unwrap().0["id"], "7");
    }
}
