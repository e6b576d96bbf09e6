//! Writing values so that they cannot leave their place.

use std::fmt::Write as _;

/// Which bytes a form leaves as they are (WHATWG URL, `application/x-www-form-urlencoded`).
const FORM: [bool; 256] = plain(b"*-._");
/// Which bytes RFC 3986, 2.3 never needs to escape.
const UNRESERVED: [bool; 256] = plain(b"-._~");
/// Which bytes a query may hold, but for those that take pairs apart.
const QUERY: [bool; 256] = plain(b"-._~!$'()*+,;:@/?");

/// `%00` to `%FF`, one after the other.
const ESCAPES: &str = "\
    %00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F\
    %20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2D%2E%2F%30%31%32%33%34%35%36%37%38%39%3A%3B%3C%3D%3E%3F\
    %40%41%42%43%44%45%46%47%48%49%4A%4B%4C%4D%4E%4F%50%51%52%53%54%55%56%57%58%59%5A%5B%5C%5D%5E%5F\
    %60%61%62%63%64%65%66%67%68%69%6A%6B%6C%6D%6E%6F%70%71%72%73%74%75%76%77%78%79%7A%7B%7C%7D%7E%7F\
    %80%81%82%83%84%85%86%87%88%89%8A%8B%8C%8D%8E%8F%90%91%92%93%94%95%96%97%98%99%9A%9B%9C%9D%9E%9F\
    %A0%A1%A2%A3%A4%A5%A6%A7%A8%A9%AA%AB%AC%AD%AE%AF%B0%B1%B2%B3%B4%B5%B6%B7%B8%B9%BA%BB%BC%BD%BE%BF\
    %C0%C1%C2%C3%C4%C5%C6%C7%C8%C9%CA%CB%CC%CD%CE%CF%D0%D1%D2%D3%D4%D5%D6%D7%D8%D9%DA%DB%DC%DD%DE%DF\
    %E0%E1%E2%E3%E4%E5%E6%E7%E8%E9%EA%EB%EC%ED%EE%EF%F0%F1%F2%F3%F4%F5%F6%F7%F8%F9%FA%FB%FC%FD%FE%FF";

const fn plain(punctuation: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
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
    let mut start = 0;
    for (index, &byte) in text.as_bytes().iter().enumerate() {
        if plain[usize::from(byte)] {
            continue;
        }
        // What lies between is plain, so it is ASCII and begins and ends between characters.
        if start < index {
            out.push_str(&text[start..index]);
        }
        start = index + 1;
        if plus && byte == b' ' {
            out.push('+');
        } else {
            let digits = usize::from(byte) * 3;
            out.push_str(&ESCAPES[digits..digits + 3]);
        }
    }
    if start < text.len() {
        out.push_str(&text[start..]);
    }
}

/// Writes scopes into a query with what may stand there as it is (RFC 3986, 3.4), but for `&` and `=`.
pub(crate) fn push_raw(out: &mut String, text: &str) {
    push(out, text, &QUERY, false);
}

/// Writes a text as a JSON string, quotes included (RFC 8259, 7).
pub(crate) fn push_json(out: &mut String, text: &str) {
    out.push('"');
    push_json_inner(out, text);
    out.push('"');
}

/// Writes a text as part of a JSON string.
pub(crate) fn push_json_inner(out: &mut String, text: &str) {
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
