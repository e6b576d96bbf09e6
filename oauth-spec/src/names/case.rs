//! From a name on the wire to a name in Rust.

/// A name as a type or a variant: `user:read` is `UserRead`. Nothing if no letter or digit is in it.
pub(crate) fn pascal(text: &str) -> Option<String> {
    let mut name = String::with_capacity(text.len());
    words(text, |word| {
        for (place, letter) in word.bytes().enumerate() {
            let letter =
                if place == 0 { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() };
            name.push(char::from(letter));
        }
    });
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, 'N');
    }
    // The one keyword that is in this case, and cannot be raw.
    if name == "Self" {
        name.push('_');
    }
    (!name.is_empty()).then_some(name)
}

/// A name as a field or a module: `appId` is `app_id`. Nothing if no letter or digit is in it.
pub(crate) fn snake(text: &str) -> Option<String> {
    let mut name = String::with_capacity(text.len() + 2);
    words(text, |word| {
        if !name.is_empty() {
            name.push('_');
        }
        for letter in word.bytes() {
            name.push(char::from(letter.to_ascii_lowercase()));
        }
    });
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    (!name.is_empty()).then_some(name)
}

/// Whether a text is the name of a field as Rust wants it, keywords aside.
pub(crate) fn is_snake(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && text.bytes().any(|b| b != b'_')
}

/// Whether a text is the name of a variant as Rust wants it.
pub(crate) fn is_pascal(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text != "Self"
}

/// Whether a name is a keyword that cannot be made raw.
pub(crate) fn is_never_raw(name: &str) -> bool {
    matches!(name, "self" | "super" | "crate" | "_" | "Self")
}

/// The identifier: raw if it is a keyword of any edition so far.
pub(crate) fn identifier(name: String) -> String {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield",
    ];
    if KEYWORDS.binary_search(&name.as_str()).is_ok() { format!("r#{name}") } else { name }
}

/// The words of a name: what is between other characters than letters and digits, cut again where a
/// capital begins a word (`userRead`, `APIKey`).
fn words(text: &str, mut each: impl FnMut(&str)) {
    for part in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let bytes = part.as_bytes();
        let mut start = 0;
        for place in 1..bytes.len() {
            let is_upper = bytes[place].is_ascii_uppercase();
            let after_small = !bytes[place - 1].is_ascii_uppercase();
            let before_small = bytes.get(place + 1).is_some_and(u8::is_ascii_lowercase);
            if is_upper && (after_small || before_small) {
                each(&part[start..place]);
                start = place;
            }
        }
        if start < part.len() {
            each(&part[start..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_variants() {
        for (text, name) in [
            ("user:read", "UserRead"),
            ("userRead", "UserRead"),
            ("USER_READ", "UserRead"),
            ("APIKey", "ApiKey"),
            ("v2", "V2"),
            ("2fa", "N2fa"),
            ("self", "Self_"),
            ("https://a.b/c.readonly", "HttpsABCReadonly"),
        ] {
            assert_eq!(pascal(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!(pascal("*"), None);
        assert_eq!(pascal("é"), None);
    }

    #[test]
    fn fields() {
        for (text, name) in [
            ("appId", "app_id"),
            ("app-id", "app_id"),
            ("ID", "id"),
            ("2fa", "_2fa"),
            ("a__b", "a_b"),
        ] {
            assert_eq!(snake(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!(snake("_"), None);
        assert_eq!(identifier("ref".to_owned()), "r#ref");
        assert_eq!(identifier("gen".to_owned()), "r#gen");
        assert_eq!(identifier("id".to_owned()), "id");
    }

    #[test]
    fn given_names() {
        assert!(is_snake("a_b2") && is_snake("_2fa") && is_snake("type"));
        assert!(!is_snake("A") && !is_snake("_") && !is_snake("2") && !is_snake("a-b"));
        assert!(is_pascal("UserRead") && !is_pascal("userRead") && !is_pascal("Self"));
    }
}
