//! The members of a JSON body as parameters, in the order that they are written in.

use serde_json::Value;

/// Names and values. Each item of a list is a value of its own, `null` is none, and what has members itself is
/// as it is written.
pub(super) fn members(body: &[u8]) -> Vec<(String, String)> {
    let text = std::str::from_utf8(body).unwrap_or_default().trim();
    let mut found = Vec::new();
    // From here on it is right.
    let Some(inner) = text.strip_prefix('{').filter(|_| crate::json::value(body).is_some()) else {
        return found;
    };
    for member in pieces(inner.strip_suffix('}').unwrap_or(inner), ',') {
        let mut sides = member.char_indices();
        let Some(colon) = outside(&mut sides, ':') else { continue };
        let (name, value) = (member[..colon].trim(), member[colon + 1..].trim());
        let Some(name) = said(name) else { continue };
        match value.strip_prefix('[').and_then(|items| items.strip_suffix(']')) {
            Some(items) => {
                for item in pieces(items, ',') {
                    found.extend(said(item.trim()).map(|item| (name.clone(), item)));
                }
            }
            None => found.extend(said(value).map(|value| (name, value))),
        }
    }
    found
}

/// What stands between characters that are in nothing else.
fn pieces(text: &str, separator: char) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut start, mut characters) = (0, text.char_indices());
    while let Some(at) = outside(&mut characters, separator) {
        all.push(&text[start..at]);
        start = at + separator.len_utf8();
    }
    all.push(&text[start..]);
    all
}

/// Where the next such character is that is in no text, no list and no object.
fn outside(characters: &mut std::str::CharIndices<'_>, wanted: char) -> Option<usize> {
    let (mut depth, mut in_text) = (0_usize, false);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if in_text => {
                characters.next();
            }
            '"' => in_text = !in_text,
            _ if in_text => {}
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && character == wanted => return Some(at),
            _ => {}
        }
    }
    None
}

fn said(json: &str) -> Option<String> {
    match json {
        "" | "null" => None,
        _ if json.starts_with('"') => match crate::json::value(json.as_bytes())? {
            Value::String(text) => Some(text),
            _ => None,
        },
        other => Some(other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_read_in_order() {
        let body = r#" {"b" : "x,\"}y" , "a":[1, "2",{"z":[1,2]}],"n":null,"e":[] ,"o":{"y":1,"x":"]"},"t":true,"\u0041":-1.50} "#;
        let expected = [
            ("b", "x,\"}y"),
            ("a", "1"),
            ("a", "2"),
            ("a", r#"{"z":[1,2]}"#),
            ("o", r#"{"y":1,"x":"]"}"#),
            ("t", "true"),
            ("A", "-1.50"),
        ];
        let found = members(body.as_bytes());
        assert!(found.iter().map(|(name, value)| (&**name, &**value)).eq(expected), "{found:?}");
        for other in ["", "{}", "[1]", "{", "x", r#"{"a":1}x"#] {
            assert_eq!(members(other.as_bytes()), [], "{other}");
        }
    }
}
