//! A file's own texts in Markdown: they stay text, whatever is in them.

/// Text made safe for a sentence of Markdown, on one line: code spans are kept, addresses become links,
/// and nothing else is a link, HTML, emphasis, a heading, a list or a code block by accident.
pub(crate) fn markdown(text: &str) -> String {
    let text = one_line(text);
    let mut safe = String::with_capacity(text.len() + 8);
    let mut rest = text.as_str();
    // Whether an address may begin here, and not in the middle of a word.
    let mut between = true;
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '`' => backticks(rest, &mut safe),
            'h' if between => address(rest, &mut safe),
            _ => 0,
        };
        if length > 0 {
            rest = &rest[length..];
            between = false;
            continue;
        }
        rest = &rest[character.len_utf8()..];
        let is_special = match character {
            '[' | ']' | '<' | '>' | '*' | '_' | '|' | '\\' | '~' => true,
            '&' => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#'),
            '#' | '-' | '+' | '=' => safe.is_empty(),
            '.' | ')' => !safe.is_empty() && safe.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if is_special {
            safe.push('\\');
        }
        safe.push(character);
        between = !character.is_alphanumeric();
    }
    safe
}

/// Text as a code span, on one line.
pub(crate) fn code(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let mut fence = "`".to_owned();
    while text.split(|c| c != '`').any(|run| run == fence) {
        fence.push('`');
    }
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Words with one space between them, without characters that nobody sees.
fn one_line(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .map(|word| word.chars().filter(|c| !is_invisible(*c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Control characters, and those that hide or reorder others, which the compiler refuses in comments.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}'
        )
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Takes a code span as it is; backticks that none answers lose their meaning. How long it was.
fn backticks(text: &str, safe: &mut String) -> usize {
    let run = text.len() - text.trim_start_matches('`').len();
    let mut from = run;
    while let Some(found) = text[from..].find('`') {
        let start = from + found;
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        if length == run {
            safe.push_str(&text[..start + length]);
            return start + length;
        }
        from = start + length;
    }
    safe.push_str(&"\\`".repeat(run));
    run
}

/// Takes an address as a link. How long it was; nothing if there is none.
fn address(text: &str, safe: &mut String) -> usize {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return 0;
    }
    let end =
        text.find(|c: char| c.is_whitespace() || "<>`\"|\\".contains(c)).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*']);
    if address.ends_with("//") {
        return 0;
    }
    safe.push('<');
    safe.push_str(address);
    safe.push('>');
    address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provider_text_stays_text() {
        for (text, safe) in [
            ("see [x] <b> a_b `c_d`", r"see \[x\] \<b\> a\_b `c_d`"),
            ("an `open span", r"an \`open span"),
            ("``a`b`` <c>", r"``a`b`` \<c\>"),
            ("``a` <b>", r"\`\`a\` \<b\>"),
            ("two\nlines", "two lines"),
            ("    fn main() {}", "fn main() {}"),
            ("# no heading", r"\# no heading"),
            ("- no list", r"\- no list"),
            ("12. no list", r"12\. no list"),
            ("1.5 times", r"1\.5 times"),
            ("AT&T &amp; so on", r"AT&T \&amp; so on".replace("AT&", r"AT\&").as_str()),
            (r"\*", r"\\\*"),
            ("~~~", r"\~\~\~"),
            ("a\u{202e}b\u{200b} \u{7}c", "ab c"),
            ("", ""),
        ] {
            assert_eq!(markdown(text), safe, "{text:?}");
        }
    }

    #[test]
    fn addresses_are_links() {
        for (text, safe) in [
            ("see https://a.example/b_c.", "see <https://a.example/b_c>."),
            ("(http://a.example)", "(<http://a.example>)"),
            ("xhttps://a", "xhttps://a"),
            ("https://", "https://"),
            ("https://a.example/<b>", r"<https://a.example/>\<b\>"),
        ] {
            assert_eq!(markdown(text), safe, "{text:?}");
        }
    }

    #[test]
    fn code_is_closed_where_it_ends() {
        for (text, span) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("a``b`c", "```a``b`c```"),
            ("a``b", "`a``b`"),
            ("a\nb", "`ab`"),
        ] {
            assert_eq!(code(text), span, "{text:?}");
        }
    }
}
