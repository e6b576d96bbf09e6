//! Brackets that are not closed: what follows one is read as part of it, and gives a mistake a line.

use crate::span::Span;

/// The bracket of a list or an inline table that is still open at a place on a later line, although a new
/// key or table begins there, or (`is_end`) the file ends.
pub(super) fn unclosed(text: &str, place: usize, is_end: bool) -> Option<Span> {
    let line = line_start(text, place);
    if !is_end && !begins_anew(text.get(line..)?) {
        return None;
    }
    let open = open_at(text.get(..line)?)?;
    Some(Span { start: open, end: open + 1 })
}

/// What stands on a line before a place.
pub(super) fn line_before(text: &str, place: usize) -> &str {
    text.get(line_start(text, place)..place).unwrap_or("")
}

fn line_start(text: &str, place: usize) -> usize {
    text.get(..place).and_then(|text| text.rfind('\n')).map_or(0, |end| end + 1)
}

/// Whether a line begins with `key =`, or is `[table]` and nothing else, which a row of a list that ends with a comma
/// is not; within an inline table the lines are indented.
fn begins_anew(line: &str) -> bool {
    let line = line.split('\n').next().unwrap_or("");
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_-.\"'".contains(c);
    let rest = line.trim_start_matches(is_key);
    let is_pair = rest.len() < line.len() && rest.trim_start().starts_with('=');
    let inside = line.strip_prefix('[').map(|rest| rest.strip_prefix('[').unwrap_or(rest));
    let is_header = inside.and_then(|rest| rest.split_once(']')).is_some_and(|(name, rest)| {
        let rest = rest.strip_prefix(']').unwrap_or(rest).trim_start();
        name.chars().all(|c| is_key(c) || c == ' ') && (rest.is_empty() || rest.starts_with('#'))
    });
    is_pair || is_header
}

/// The last bracket that is open at the end of a text. A header ends with its line in any case.
fn open_at(text: &str) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let place = text.len() - rest.len();
        let mut length = first.len_utf8();
        match first {
            '#' => length = rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => length = string(rest),
            '[' | '{' => open.push(place),
            ']' | '}' => drop(open.pop()),
            '\n' if open.first().is_some_and(|at| line_before(text, *at).trim().is_empty()) => {
                open.clear();
            }
            _ => {}
        }
        rest = rest.get(length..)?;
    }
    open.pop()
}

/// How long the text is that a quote begins: to its other quote, or to the end of the line.
fn string(text: &str) -> usize {
    let quote = text.get(..1).unwrap_or("");
    let long = quote.repeat(3);
    if let Some(inner) = text.strip_prefix(long.as_str()) {
        return inner.find(long.as_str()).map_or(text.len(), |end| end + 6);
    }
    let mut is_escaped = false;
    for (place, character) in text.char_indices().skip(1) {
        match character {
            '\n' => return place,
            _ if is_escaped => is_escaped = false,
            '\\' if quote == "\"" => is_escaped = true,
            other if quote.starts_with(other) => return place + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    /// Where the bracket is that is open at the last line.
    fn at_the_last_line(text: &str) -> Option<usize> {
        unclosed(text, text.rfind('\n').map_or(0, |end| end + 1), false).map(|span| span.start)
    }

    #[test]
    fn a_bracket_without_its_end() {
        assert_eq!(at_the_last_line("a = [1, 2\nb = 1"), Some(4));
        assert_eq!(at_the_last_line("a = { b = [1]\n[c]"), Some(4));
        assert_eq!(at_the_last_line("a = { b = [1, \"]\"\n\"c.d\" = 1"), Some(10));
    }

    #[test]
    fn nothing_is_open() {
        for text in [
            "a = [1]\nb = 1",
            "a = \"[\" # {\nb = 1",
            "a = \"\\\"[\"\nb = 1",
            "a = '\\' # '[\nb = 1",
            "a = \"\"\"\n[\n\"\"\"\nb = 1",
            "[a\nb = 1",
            "a = [\n  1\n  2",
            "a = {\n  b = 1\n  c = 2",
            "a = [\n[\"b\", \"c\"],\n[\"d\", e],",
            "a = [\n[\"b\"],",
        ] {
            assert_eq!(at_the_last_line(text), None, "{text}");
        }
    }
}
