//! Writing values so that they cannot leave their place.

use std::fmt::Write as _;

/// Which bytes a form leaves as they are (WHATWG URL, `application/x-www-form-urlencoded`).
const FORM: [bool; 256] = plain(b"*-._");
/// Which bytes RFC 3986, 2.3 never needs to escape.
const UNRESERVED: [bool; 256] = plain(b"-._~");

const fn plain(punctuation: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut index = 0;
    while index < punctuation.len() {
        table[punctuation[index] as usize] = true;
        index += 1;
    }
    table
}

/// Writes a text as a name or a value of a form or a query.
pub(crate) fn push_form(out: &mut String, text: &str) {
    push(out, text, &FORM, true);
}

/// Writes a text as a part of a URL.
pub(crate) fn push_component(out: &mut String, text: &str) {
    push(out, text, &UNRESERVED, false);
}

/// The text as a name or a value of a form or a query.
pub(crate) fn form(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_form(&mut out, text);
    out
}

fn push(out: &mut String, text: &str, plain: &[bool; 256], plus: bool) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut rest = text;
    while let Some(index) = rest.bytes().position(|byte| !plain[usize::from(byte)]) {
        out.push_str(&rest[..index]);
        // Plain bytes are ASCII, so the one at the index begins a character.
        let character = rest[index..].chars().next().unwrap_or_default();
        rest = &rest[index + character.len_utf8()..];
        if plus && character == ' ' {
            out.push('+');
            continue;
        }
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    out.push_str(rest);
}

/// Writes a text as a JSON string, quotes included (RFC 8259, 7).
pub(crate) fn push_json(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_written_as_the_url_standard_says() {
        let all: String = (0..=0x2ff).filter_map(char::from_u32).collect();
        let expected: String = form_urlencoded::byte_serialize(all.as_bytes()).collect();
        assert_eq!(form(&all), expected);
        assert_eq!(form("a b&c=ä/😀"), "a+b%26c%3D%C3%A4%2F%F0%9F%98%80");
    }

    #[test]
    fn components_keep_only_what_is_unreserved() {
        let mut out = String::new();
        push_component(&mut out, "a.b-c_d~e f/../?#@:%");
        assert_eq!(out, "a.b-c_d~e%20f%2F..%2F%3F%23%40%3A%25");
    }

    #[test]
    fn json_is_read_back_as_it_was() {
        let text: String = (0..=0x2ff).filter_map(char::from_u32).collect();
        let mut out = String::new();
        push_json(&mut out, &text);
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}
