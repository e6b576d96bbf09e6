//! Refusals in bare text: what of them can be told to people.

/// More of a text than this many characters is no message.
const LIMIT: usize = 200;
/// From so many characters on a word with a digit in it is taken for a credential, and one without from
/// twice as many on.
const SECRET: usize = 16;

/// The text on one line and without what looks like a credential, which servers repeat now and then.
pub(super) fn description(body: &[u8]) -> Option<String> {
    let mut shown = String::new();
    for word in text(body)?.split_whitespace() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(if is_secret(word) { "…" } else { word });
    }
    if let Some((end, _)) = shown.char_indices().nth(LIMIT) {
        shown.truncate(end);
        shown.push('…');
    }
    // A credential alone is no message.
    (shown != "…").then_some(shown)
}

/// The text as an error code. One that is too long for that is none, nor is one that looks like a token.
pub(super) fn code(body: &[u8]) -> Option<&str> {
    let text = text(body)?;
    let is_code = text.chars().count() <= LIMIT && !text.chars().any(char::is_control);
    (is_code && !text.split_whitespace().any(is_secret)).then_some(text)
}

/// The text of a body that is one: a page of HTML and broken JSON are none.
fn text(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?.trim();
    (!text.is_empty() && !text.starts_with(['<', '{', '['])).then_some(text)
}

fn is_secret(word: &str) -> bool {
    let length = word.chars().count();
    length >= 2 * SECRET || length >= SECRET && word.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_one_short_line_without_credentials() {
        assert_eq!(description(b" wrong\r\n code\n").as_deref(), Some("wrong code"));
        assert_eq!(
            description(b"code 4a8f3ce27b1d90aa is used, secret=hunter2hunter2hunter2!").as_deref(),
            Some("code … is used, …")
        );
        assert_eq!(
            description(b"unsupported_grant_type").as_deref(),
            Some("unsupported_grant_type")
        );
        assert_eq!(description("é ".repeat(500).as_bytes()).unwrap().chars().count(), 201);
        for body in [
            &b""[..],
            b" \n",
            b"<html>",
            b"{\"broken\"",
            b"[1",
            b"\xff",
            b"frqPiXMmE1gXdbYjXSoVDPxpxYJwNQdM9xnXCQBgRGrDm",
            b"abcdefghijklmnopqrstuvwxyzabcdef",
        ] {
            assert_eq!(description(body), None, "{body:?}");
        }
    }

    #[test]
    fn a_code_is_the_whole_text_or_there_is_none() {
        assert_eq!(code(b"wrong code\n"), Some("wrong code"));
        assert_eq!(code(b"two\nlines"), None);
        assert_eq!(code(b"wrong frqPiXMmE1gXdbYjXSoV"), None);
        assert_eq!(code("a ".repeat(101).as_bytes()), None);
    }
}
