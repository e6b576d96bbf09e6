//! `WWW-Authenticate`: the parameters of challenges (RFC 9110, 11.6.1).

/// Names and values of all challenges in the header, the quotes taken off. What follows a quote that never ends is none.
pub(crate) fn parameters(header: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = header.trim_start_matches(BETWEEN);
    while !rest.is_empty() {
        let end = rest.find([' ', '\t', ',', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        // A scheme has a space after it, a parameter `=`, with white space around it if need be.
        let after = after.trim_start_matches([' ', '\t']);
        rest = if let Some(value) = after.strip_prefix('=') {
            let Some((value, after)) = read(value.trim_start_matches([' ', '\t'])) else { break };
            found.push((name, value));
            after
        } else {
            after
        };
        rest = rest.trim_start_matches(BETWEEN);
    }
    found
}

/// What stands between parameters.
const BETWEEN: [char; 3] = [' ', '\t', ','];

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
    use super::parameters;

    #[test]
    fn parameters_are_found_wherever_they_stand() {
        // RFC 9728, 5.1.
        let address = "https://resource.example.com/.well-known/oauth-protected-resource";
        let example = format!("Bearer resource_metadata=\"{address}\"");
        for (header, expected) in [
            (&*example, &[("resource_metadata", address)][..]),
            (
                "Basic realm=\"a, b=c\", Bearer error=\"invalid_token\", Resource_Metadata=\"https://a\"",
                &[
                    ("realm", "a, b=c"),
                    ("error", "invalid_token"),
                    ("Resource_Metadata", "https://a"),
                ],
            ),
            (
                "Bearer realm=\"\\\"\",resource_metadata = https://a",
                &[("realm", "\""), ("resource_metadata", "https://a")],
            ),
            ("Negotiate, Bearer a=\"b\", error=x", &[("a", "b"), ("error", "x")]),
            ("B a=\"x\\\"y\",b=c", &[("a", "x\"y"), ("b", "c")]),
            ("OAuth2 error=expired_token", &[("error", "expired_token")]),
            ("Bearer realm=\"resource_metadata=x\"", &[("realm", "resource_metadata=x")]),
            ("Bearer a=b, c=\"x", &[("a", "b")]),
            ("Bearer", &[]),
            ("", &[]),
            ("é=\"\\", &[]),
        ] {
            let found = parameters(header);
            let found: Vec<_> = found.iter().map(|(name, value)| (*name, &**value)).collect();
            assert_eq!(found, expected, "{header}");
        }
        for header in ["=", "==", "a=\"", "a=\"\\", "a= b=\"é\" =", ",,,=,"] {
            let _ = parameters(header);
        }
    }
}
