//! Secrets, and what is shown in their place.
//!
//! Whatever is told goes through here by value, so that no way of writing a secret into a line can be
//! forgotten: a parameter, a header, a member of an answer, the text of an error.

/// A text shorter than this shows nothing of itself.
const LONG: usize = 12;
/// This much of a longer one is shown, so that two of them can be told apart.
const SHOWN: usize = 7;

/// Every secret of the play so far.
#[derive(Debug, Default)]
pub(super) struct Masks(Vec<(String, String)>);

impl Masks {
    /// A secret that shows how it begins.
    pub(super) fn shorten(&mut self, secret: &str) {
        let shown = if secret.chars().count() < LONG {
            "…".to_owned()
        } else {
            secret.chars().take(SHOWN).chain(['…']).collect()
        };
        self.replace(secret, &shown);
    }

    /// A secret that shows nothing of itself.
    pub(super) fn replace(&mut self, secret: &str, shown: &str) {
        self.add(secret, shown);
        // As a path has it.
        self.add(&percent(secret), shown);
    }

    fn add(&mut self, secret: &str, shown: &str) {
        if secret.is_empty() || self.0.iter().any(|(known, _)| known == secret) {
            return;
        }
        // The longest first: what is part of another must not break it in two.
        let place = self.0.partition_point(|(known, _)| known.len() >= secret.len());
        self.0.insert(place, (secret.to_owned(), shown.to_owned()));
    }

    /// The text without any secret.
    pub(super) fn apply(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (secret, shown)| text.replace(secret, shown))
    }
}

/// All but unreserved characters as `%XX` (RFC 3986, 2.3).
pub(super) fn percent(text: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_replaced_wherever_it_stands() {
        let mut masks = Masks::default();
        masks.shorten("at_0123456789abcdef");
        masks.shorten("short");
        masks.replace("at_0123456789abcdef-and-more", "‹random›");
        assert_eq!(masks.apply("Bearer at_0123456789abcdef!"), "Bearer at_0123…!");
        assert_eq!(masks.apply("a short text"), "a … text");
        assert_eq!(masks.apply("(at_0123456789abcdef-and-more)"), "(‹random›)");
        masks.shorten("at_of-another~+/");
        assert_eq!(masks.apply("/tokens/at_of-another~%2B%2F"), "/tokens/at_of-a…");
        masks.shorten("");
        assert_eq!(masks.apply("abc"), "abc");
    }
}
