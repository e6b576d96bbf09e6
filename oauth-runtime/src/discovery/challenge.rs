//! `WWW-Authenticate`: one parameter of it (RFC 9110, 11.6.1).

/// The value of a parameter of any challenge in the header.
pub(super) fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    while !rest.is_empty() {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let end = rest.find([' ', '\t', ',', '=']).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        // A scheme has a space after it, a parameter `=`, with white space around it if need be.
        let after = after.trim_start_matches([' ', '\t']);
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let (value, after) = read(value.trim_start_matches([' ', '\t']))?;
        if word.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// A token or a quoted string, and what is behind it.
fn read(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '\t', ',']).unwrap_or(text.len());
        return text.split_at_checked(end).map(|(value, rest)| (value.to_owned(), rest));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return quoted.get(at + 1..).map(|rest| (value, rest)),
            '\\' => value.push(characters.next()?.1),
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn a_parameter_is_found_wherever_it_stands() {
        let name = "resource_metadata";
        let found = |header: &str| parameter(header, name);
        // RFC 9728, 5.1.
        let example = "Bearer resource_metadata=\"https://resource.example.com/.well-known/oauth-protected-resource\"";
        let address = "https://resource.example.com/.well-known/oauth-protected-resource";
        assert_eq!(found(example).as_deref(), Some(address));
        for header in [
            "Basic realm=\"a, b=c\", Bearer error=\"invalid_token\", Resource_Metadata=\"https://a\"",
            "Bearer realm=\"\\\"\",resource_metadata = https://a",
            "Negotiate, Bearer resource_metadata=\"https://a\", error=x",
        ] {
            assert_eq!(found(header).as_deref(), Some("https://a"), "{header}");
        }
        for header in [
            "",
            "Bearer",
            "Bearer realm=\"resource_metadata=x\"",
            "Bearer resource_metadata=\"x",
            ",,=",
            "é=\"\\",
        ] {
            assert_eq!(found(header), None, "{header}");
        }
    }
}
