//! What looks like a secret, where only names and public words belong.

use std::collections::HashMap;

use toml::de::DeValue;

use super::Context;
use super::list::SECRET_IN_FILE;
use crate::span::Span;

/// Long enough that nobody thinks of it.
const SHORTEST: usize = 20;
/// Bits a character has in a random text of that length, in base64 and in hex.
const RANDOM: f64 = 3.6;
const RANDOM_HEX: f64 = 3.0;

/// ```toml
/// headers = { authorization = "Basic dGhpcyBpcyBhIHNlY3JldA==" }
/// ```
pub(super) fn literals(context: &mut Context<'_, '_>) {
    for entry in context.entries {
        let is_sent = entry.path.iter().any(|key| {
            matches!(*key, "parameters" | "headers" | "query" | "form" | "claims" | "header")
        });
        let is_key = matches!(entry.path.as_slice(), ["variables", _, "default"])
            || matches!(entry.path.as_slice(), ["environments", _, name] if *name != "description")
            || entry.name() == "key";
        let is_text = matches!(entry.name(), "description" | "path" | "pattern" | "equals");
        if (is_sent || is_key) && !is_text {
            let mut found = Vec::new();
            texts(entry.value, entry.span, &mut found);
            for span in found {
                context
                    .found
                    .warn(&SECRET_IN_FILE, span, "this looks like a secret")
                    .label("long and random")
                    .help("make it a variable that the application gives, and change the secret");
            }
        }
    }
}

/// The places of such texts; those in tables are keys of their own.
fn texts(value: &DeValue<'_>, span: Span, found: &mut Vec<Span>) {
    match value {
        DeValue::String(text) if is_secret(text) => found.push(span),
        DeValue::Array(items) => {
            items.iter().for_each(|item| texts(item.get_ref(), item.span().into(), found));
        }
        _ => {}
    }
}

fn is_secret(text: &str) -> bool {
    text.contains("-----BEGIN ") && text.contains("PRIVATE KEY")
        || text.split(|c: char| c.is_whitespace() || "{}\"',;:()<>".contains(c)).any(is_random)
}

/// Whether a word has nothing of a name: letters in both cases and digits, or hexadecimal digits only.
fn is_random(word: &str) -> bool {
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=_-".contains(c);
    // Names are words between dots, slashes, hyphens: none of them is long.
    if word.len() < SHORTEST || !word.chars().all(is_base64) {
        return false;
    }
    let longest = word.split(['/', '-', '_']).map(str::len).max().unwrap_or(0);
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let has_both = word.chars().any(|c| c.is_ascii_lowercase())
        && word.chars().any(|c| c.is_ascii_uppercase());
    if word.len() >= 32 && word.chars().all(|c| c.is_ascii_hexdigit()) {
        return digits > 3 && entropy(word) >= RANDOM_HEX;
    }
    longest >= 12 && has_both && digits >= 2 && entropy(word) >= RANDOM
}

/// Bits a character (Shannon).
fn entropy(word: &str) -> f64 {
    let mut counts: HashMap<char, u32> = HashMap::new();
    let mut length = 0.0;
    for character in word.chars() {
        *counts.entry(character).or_default() += 1;
        length += 1.0;
    }
    let mut shares: Vec<u32> = counts.into_values().collect();
    shares.sort_unstable();
    shares
        .into_iter()
        .map(|count| f64::from(count) / length)
        .map(|share| -share * share.log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn names_are_no_secrets() {
        for text in [
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "application/vnd.acme.api+json; version=20240101",
            "https://api.acme.example/oauth2/authorizationCodeGrantV2",
            "Basic {client_id}:{client_secret}",
            "organizationMembershipRead",
        ] {
            assert!(!is_secret(text), "{text}");
        }
    }

    #[test]
    fn random_texts_are() {
        for text in [
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ93kd",
            "9f86d081884c7d659a2feaa0c55ad015",
            "Xk29dLqP0vZb7RtYw3HnEa",
        ] {
            assert!(is_secret(text), "{text}");
        }
    }
}
