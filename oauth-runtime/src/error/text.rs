//! Foreign text in our messages: short, on one line, harmless to a terminal.

/// More of a provider's text than this many characters is not shown.
const LIMIT: usize = 200;

/// The text as it can be put into a message.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LIMIT) + 4);
    for (index, character) in text.chars().enumerate() {
        if index == LIMIT {
            out.push('…');
            break;
        }
        if character.is_control() || is_invisible(character) {
            out.extend(character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    out
}

/// Characters that turn, hide or break the text around them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00ad}'
            | '\u{061c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Names as they stand in a sentence; `none` if there are none.
pub(crate) fn listed(names: &mut dyn Iterator<Item = &str>) -> String {
    let mut list = String::new();
    for name in names {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(name);
    }
    if list.is_empty() { "none".to_owned() } else { list }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(shown("a\r\nb\u{1b}[31mc\u{202e}d"), r"a\u{d}\u{a}b\u{1b}[31mc\u{202e}d");
    }

    #[test]
    fn long_text_is_shortened() {
        let text = "ä".repeat(1000);
        assert_eq!(shown(&text).chars().count(), 201);
        assert_eq!(shown("short"), "short");
    }
}
