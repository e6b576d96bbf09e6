//! Members of JSON bodies, by path.

use std::borrow::Cow;

use serde_json::Value;

/// The member at a path: names and list numbers, joined by dots.
pub(super) fn member<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(document, |value, step| match value {
        Value::Object(members) => members.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The text of a value that has one; of `null` it is empty.
pub(super) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.as_str().into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Bool(truth) => Some(if *truth { "true" } else { "false" }.into()),
        Value::Null => Some("".into()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_found_by_path() {
        let document = json!({"a": [{"b": 1}, "x"], "n": null, "t": true});
        let at = |path: &str| member(&document, path).and_then(text);
        assert_eq!(at("a.0.b").as_deref(), Some("1"));
        assert_eq!(at("a.1").as_deref(), Some("x"));
        assert_eq!(at("n").as_deref(), Some(""));
        assert_eq!(at("t").as_deref(), Some("true"));
        for path in ["a", "a.2", "a.-1", "a.1.b", "", "z"] {
            assert_eq!(at(path), None, "{path}");
        }
    }
}
