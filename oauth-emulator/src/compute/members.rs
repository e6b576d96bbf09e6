//! The members of a JSON body as parameters, in the order that they came in.

use serde_json::{Deserializer, Value};

/// Each item of a list is a value of its own, `null` is none, and what has members itself is as it is written.
pub(super) fn members(body: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, value, written) in written(body) {
        match value {
            Value::Array(_) => {
                let mut items = &written[1..];
                while let Some((item, written, after)) = take(items) {
                    found.extend(text_of(&item, written).map(|item| (name.clone(), item)));
                    items = after.trim_start_matches(',');
                }
            }
            other => found.extend(text_of(&other, written).map(|value| (name, value))),
        }
    }
    found
}

/// All of them as they are: what comes twice is there twice.
pub(crate) fn all_members(body: &[u8]) -> Vec<(String, Value)> {
    written(body).into_iter().map(|(name, value, _)| (name, value)).collect()
}

/// The members of an object, and how each value is written.
fn written(body: &[u8]) -> Vec<(String, Value, &str)> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let Some((Value::Object(_), _, "")) = take(text) else { return Vec::new() };
    let mut rest = text.trim_start().trim_start_matches('{');
    let mut found = Vec::new();
    while let Some((Value::String(name), _, after)) = take(rest) {
        let Some((value, written, after)) = take(after.trim_start_matches(':')) else { break };
        rest = after.trim_start_matches(',');
        found.push((name, value, written));
    }
    found
}

/// The value that a text begins with, how it is written, and what comes after it.
fn take(text: &str) -> Option<(Value, &str, &str)> {
    let text = text.trim_start();
    let mut stream = Deserializer::from_str(text).into_iter::<Value>();
    let value = stream.next()?.ok()?;
    let (written, rest) = text.split_at(stream.byte_offset());
    Some((value, written, rest.trim_start()))
}

fn text_of(value: &Value, written: &str) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        _ => Some(written.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_read_as_they_came() {
        let body =
            r#"{ "z" : "a,\"b" ,"a":[1,"x" , {"b":1,"a":[]}], "n":null,"o":{"y": 1},"f":1.50 } "#;
        let expected = [
            ("z", "a,\"b"),
            ("a", "1"),
            ("a", "x"),
            ("a", r#"{"b":1,"a":[]}"#),
            ("o", r#"{"y": 1}"#),
            ("f", "1.50"),
        ];
        let found = members(body.as_bytes());
        assert!(found.iter().map(|(name, value)| (&**name, &**value)).eq(expected), "{found:?}");
        let twice = all_members(br#"{"a":1,"b":[2],"a":null}"#);
        let names: Vec<_> = twice.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(names, ["a=1", "b=[2]", "a=null"]);
        assert!(members(b"{}").is_empty() && members(b"[1]").is_empty());
        assert!(members(b"{\"a\":1} x").is_empty() && members(b"").is_empty());
    }
}
