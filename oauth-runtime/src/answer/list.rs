//! Lists of values of a declared kind.

use oauth_spec::FieldKind;
use serde_json::Value as Json;

use super::members::Document;
use super::value::{Found, from_json};
use crate::fields::{FieldValue, FieldValues};

/// Looks for the elements of a list, and writes the list to its place.
#[cold]
pub(super) fn items_of(kind: FieldKind, items: Vec<Json>, place: &mut Option<FieldValue>) -> Found {
    let mut values = Vec::with_capacity(items.len());
    let mut found = Found::Value;
    let mut items = items.into_iter();
    while let Some(json) = items.next() {
        let mut value = None;
        match from_json(kind, json, &mut value) {
            Found::Null => continue,
            Found::Value => {}
            Found::Partly => found = Found::Partly,
            Found::Other => found = Found::Lost(""),
            lost @ Found::Lost(_) => found = lost,
        }
        values.push(value);
        if let Found::Lost(_) = found {
            // Nobody takes the rest.
            drop(Document(items.collect()));
            FieldValue::Rows(FieldValues(values)).wipe();
            return found;
        }
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

#[cfg(test)]
mod tests {
    use oauth_spec::Field;

    use super::super::{Context, Places, collect, is_simple, read_token, typed};
    use super::*;

    static ITEM: [Field; 2] = [Field::integer("id").required(), Field::string("name")];
    static ROWS: [Field; 3] = [
        Field::list("ids", &FieldKind::Integer).required(),
        Field::list("items", &FieldKind::Object(&ITEM)),
        Field::object("in", &[Field::list("tags", &FieldKind::String).required()]),
    ];

    /// What the reader of plain answers makes of it, and what that of whole documents does.
    fn both(members: &str) -> [Option<String>; 2] {
        let body = format!(r#"{{"access_token": "a"{members}}}"#);
        let plain = read_token(&ROWS, " ", body.as_bytes()).ok().map(|answer| answer.values);
        let document = serde_json::from_str(&body).unwrap();
        let found = collect(&ROWS, &Places::document(&document), None).ok();
        let whole = found.and_then(|found| typed(&ROWS, &found.0, Context::NONE).ok());
        [plain, whole].map(|values| values.map(|values| format!("{values:?}")))
    }

    #[test]
    fn both_readers_read_the_same_lists() {
        assert!(is_simple(&ROWS));
        for (members, good) in [
            (r#", "ids": []"#, true),
            (r#", "ids": [1, "2", null]"#, true),
            (r#", "ids": "[1, 2]""#, true),
            (
                r#", "ids": [1], "items": [{"id": 1, "name": "x"}, {"id": "2"}, {"id": 3, "name": 4}]"#,
                true,
            ),
            (r#", "ids": [1], "items": [{"id": 1}, {}]"#, true),
            (r#", "ids": [1], "items": {"id": 1}"#, true),
            (r#", "ids": [1], "in": {"tags": ["x", "y"]}"#, true),
            (r#", "ids": [1], "in": {"tags": ["x", {}]}"#, true),
            (r#", "ids": [1], "in": {}"#, true),
            ("", false),
            (r#", "ids": null"#, false),
            (r#", "ids": 1"#, false),
            (r#", "ids": "1,2""#, false),
            (r#", "ids": [1, "x"]"#, false),
            (r#", "ids": [[1]]"#, false),
        ] {
            let [plain, whole] = both(members);
            assert_eq!(plain.is_some(), good, "{members}");
            assert_eq!(plain, whole, "{members}");
        }
        let [plain, _] = both(r#", "ids": [1], "items": [{"id": 1}, {}]"#);
        assert_eq!(
            plain.as_deref(),
            Some("FieldValues([Some(Rows(FieldValues([Some(Integer(1))]))), None, None])")
        );
    }

    #[test]
    fn what_is_no_plain_member_is_not_read_in_one_pass() {
        for path in ["", "*", "a.*", "/a"] {
            static KIND: FieldKind = FieldKind::Integer;
            assert!(!is_simple(Vec::leak(vec![Field::list("a", &KIND).at(path)])), "{path}");
        }
    }
}
