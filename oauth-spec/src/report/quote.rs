//! The file's own words in messages.

use crate::render;

/// The user's own text in backticks, on one line and without anything a terminal would act on.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('`');
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        match character {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if render::is_unprintable(other) => quoted.push('\u{fffd}'),
            other => quoted.push(other),
        }
    }
    quoted.push('`');
    quoted
}

/// Several of them, as a list in words.
pub(crate) fn quote_all<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for text in texts {
        push_quoted(&mut list, text);
    }
    list
}

fn push_quoted(list: &mut String, text: &str) {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(&quote(text));
}
