//! Members that are added to a JSON object which somebody else has written.

use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};

use crate::error::Error;
use crate::wipe::WipedText;

/// Puts members behind those of an object, whose own stay as they are written: a number keeps all its digits. Nothing
/// is as an object without members.
pub(super) fn add_members(body: &mut Vec<u8>, members: &str) -> Result<(), Error> {
    if body.is_empty() {
        body.extend_from_slice(b"{}");
    }
    let own = names(body).ok_or_else(|| {
        Error::configuration(
            "what belongs to every call is put into the JSON object that is its body, and this body is none",
        )
    })?;
    let added = WipedText(format!("{{{members}}}"));
    let twice = names(added.0.as_bytes()).unwrap_or_default();
    if let Some(name) = twice.iter().find(|name| own.contains(name)) {
        let shown = crate::error::shown(name);
        return Err(Error::configuration(format!(
            "`{shown}` is put into the body of every call: leave it out of yours"
        )));
    }
    let end = body.iter().rposition(|byte| *byte == b'}').unwrap_or_default();
    body.truncate(end);
    if !own.is_empty() && !members.is_empty() {
        body.push(b',');
    }
    body.extend_from_slice(members.as_bytes());
    body.push(b'}');
    Ok(())
}

/// The names of an object's members. The values are not looked at: a number may have more digits than any type.
fn names(object: &[u8]) -> Option<Vec<String>> {
    let mut reader = serde_json::Deserializer::from_str(std::str::from_utf8(object).ok()?);
    let names = reader.deserialize_map(Names).ok()?;
    reader.end().ok()?;
    Some(names)
}

/// A list, and no map of nothings: that would be compiled for this alone.
struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = Vec<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = members.next_key()? {
            members.next_value::<IgnoredAny>()?;
            names.push(name);
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(body: &str, members: &str) -> Result<String, Error> {
        let mut body = body.as_bytes().to_vec();
        add_members(&mut body, members)?;
        Ok(String::from_utf8(body).expect("text"))
    }

    #[test]
    fn what_is_there_stays_as_it_is() {
        for (body, made) in [
            ("", r#"{"t":"a"}"#),
            ("{}", r#"{"t":"a"}"#),
            (" { } \n", r#" { "t":"a"}"#),
            (r#"{"n":1.50e400,"o":{"t":"}"}} "#, r#"{"n":1.50e400,"o":{"t":"}"},"t":"a"}"#),
        ] {
            assert_eq!(added(body, r#""t":"a""#).expect("an object"), made);
        }
        assert_eq!(added(r#"{"n":1}"#, "").expect("an object"), r#"{"n":1}"#);
    }

    #[test]
    fn what_cannot_hold_it_is_refused() {
        for body in ["[]", "[{}]", "1", "null", "{\"a\":1", "text"] {
            let refused = added(body, r#""t":"a""#).expect_err("no object").to_string();
            assert!(refused.contains("this body is none"), "{refused}");
        }
        let refused = added(r#"{"\u0074":1}"#, r#""t":"secret""#).expect_err("twice").to_string();
        assert!(refused.contains("`t` is put into the body of every call"), "{refused}");
        assert!(!refused.contains("secret"), "{refused}");
    }
}
