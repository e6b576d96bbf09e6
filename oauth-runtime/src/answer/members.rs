//! Members of a document by path; a set of them that does not print, and whole documents, which are both wiped.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde_json::{Map, Value as Json};

use crate::wipe::wipe;

/// The member at a path: names and numbers in lists, joined by dots. `null` is as if it were not there.
pub(crate) fn lookup<'a>(from: &'a Json, path: &str) -> Option<&'a Json> {
    if path.is_empty() {
        return Some(from);
    }
    if let Json::Object(members) = from {
        // Queries and claims have names with dots in them.
        let whole = members.get(path).filter(|it| !it.is_null());
        if whole.is_some() || !path.contains('.') {
            return whole;
        }
    }
    let found = path.split('.').try_fold(from, |at, name| match at {
        Json::Object(members) => members.get(name),
        Json::Array(items) => name.parse::<usize>().ok().and_then(|index| items.get(index)),
        _ => None,
    });
    found.filter(|found| !found.is_null())
}

/// A member as text: texts as they are, numbers and truths as they are written.
pub(crate) fn scalar(json: &Json) -> Option<Cow<'_, str>> {
    match json {
        Json::String(text) => Some(text.as_str().into()),
        Json::Number(number) => Some(number.to_string().into()),
        Json::Bool(truth) => Some(if *truth { "true" } else { "false" }.into()),
        _ => None,
    }
}

/// Members of a JSON object. Their texts are wiped when they are dropped.
#[derive(Clone, Default)]
pub(crate) struct Members(pub(crate) Map<String, Json>);

impl Members {
    /// The text at a path.
    pub(crate) fn text(&self, path: &str) -> Option<Cow<'_, str>> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        // As in `lookup`: the whole name goes first.
        let found = self.0.get(path).or_else(|| lookup(self.0.get(first)?, rest));
        scalar(found?)
    }

    /// The document that they are.
    pub(crate) fn into_json(mut self) -> Json {
        Json::Object(std::mem::take(&mut self.0))
    }
}

impl Drop for Members {
    fn drop(&mut self) {
        for (_, value) in std::mem::take(&mut self.0) {
            wipe_json(value);
        }
    }
}

/// A document that may hold secrets. Its texts are wiped when it is dropped.
#[derive(PartialEq)]
pub(crate) struct Document(pub(crate) Json);

impl Document {
    /// What it is, which whoever takes it cares for.
    pub(crate) fn take(mut self) -> Json {
        std::mem::take(&mut self.0)
    }
}

impl Deref for Document {
    type Target = Json;

    fn deref(&self) -> &Json {
        &self.0
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        wipe_json(std::mem::take(&mut self.0));
    }
}

/// What it is, without a value.
impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Json::Object(members) => formatter.debug_list().entries(members.keys()).finish(),
            Json::Array(items) => write!(formatter, "[{} items]", items.len()),
            Json::Null => formatter.write_str("null"),
            _ => formatter.write_str("…"),
        }
    }
}

fn wipe_json(json: Json) {
    match json {
        Json::String(text) => wipe(&mut text.into_bytes()),
        Json::Array(items) => items.into_iter().for_each(wipe_json),
        Json::Object(members) => members.into_iter().for_each(|(_, value)| wipe_json(value)),
        _ => {}
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_go_through_objects_and_lists() {
        let json = json!({"a": [{"b": "x"}, null], "n": 1, "t": true});
        assert_eq!(lookup(&json, "a.0.b"), Some(&json!("x")));
        for missing in ["a.1", "a.2", "a.b", "n.x", "b", "a..b", "."] {
            assert_eq!(lookup(&json, missing), None, "{missing}");
        }
        assert_eq!(lookup(&json, ""), Some(&json));
        let dotted = json!({"a.b": "whole", "a": {"b": "below"}, "c.d": null, "c": {"d": 1}});
        assert_eq!(lookup(&dotted, "a.b"), Some(&json!("whole")));
        assert_eq!(lookup(&dotted, "c.d"), Some(&json!(1)));
        assert_eq!(lookup(&json!(["x"]), "0"), Some(&json!("x")));
        let document = Document(json);
        assert_eq!(format!("{document:?}"), r#"["a", "n", "t"]"#);
        for (json, printed) in
            [(json!("x"), "…"), (json!(["x", 1]), "[2 items]"), (Json::Null, "null")]
        {
            assert_eq!(format!("{:?}", Document(json)), printed);
        }
        let Json::Object(members) = document.take() else { unreachable!() };
        let members = Members(members);
        assert_eq!(members.text("a.0.b").as_deref(), Some("x"));
        assert_eq!(members.text("n").as_deref(), Some("1"));
        assert_eq!(members.text("a"), None);
        assert_eq!(format!("{members:?}"), r#"["a", "n", "t"]"#);
    }
}
