//! What looks like a secret, where only names and public words belong.

use std::collections::HashMap;

use toml::de::DeValue;

use super::Context;
use super::entries::Entry;
use crate::lints::SECRET_IN_FILE;
use crate::report::quote;
use crate::span::Span;

/// Long enough that nobody thinks of it.
const SHORTEST: usize = 20;
/// Bits a character has in a random text of that length, in base64 and in hex.
const RANDOM: f64 = 3.6;
const RANDOM_HEX: f64 = 3.0;

/// How keys and tokens begin that scanners of source code know, and as many letters and digits follow at least.
const MARKS: &[&str] = &[
    "AKIA", "ASIA", "AIza", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "ghp_", "gho_", "ghs_",
    "xoxb-", "xoxp-",
];
const MARKED: usize = 16;

/// How the names of secrets end, without what stands between their words.
const NAMES: &[&str] = &[
    "secret",
    "password",
    "passphrase",
    "apikey",
    "privatekey",
    "accesstoken",
    "refreshtoken",
    "authtoken",
];
/// What is shorter is a word.
const SHORTEST_NAMED: usize = 6;

/// Why a text is one.
enum Sign<'e> {
    Random,
    Marked,
    /// It is the value of that.
    Named(&'e str),
}

/// ```toml
/// headers = { authorization = "Basic dGhpcyBpcyBhIHNlY3JldA==" }
/// parameters = { client_secret = "hunter2" }
/// token = "https://acme.example/token?api_key=hunter2"
/// ```
pub(super) fn literals(context: &mut Context<'_, '_>) {
    for entry in context.entries {
        let mut texts = Vec::new();
        match entry.value {
            DeValue::String(text) => texts.push((text.as_ref(), entry.span)),
            // Texts of a list are entries of their own.
            DeValue::Array(items) => {
                let deep = items.iter().filter(|item| !item.get_ref().is_str());
                deep.for_each(|item| collect(item.get_ref(), item.span().into(), &mut texts));
            }
            _ => {}
        }
        for (text, span) in texts {
            let Some(sign) = sign(context, entry, text) else { continue };
            let help = match sign {
                _ if entry.name() == "description" => "leave it out, and change the secret",
                Sign::Named(name) if !entry.is_url() && is(context, name, "client_secret") => {
                    "write `{client_secret}`, which each application gives, and change the secret"
                }
                _ => "make it a variable that the application gives, and change the secret",
            };
            let label = match sign {
                Sign::Random => "long and random".to_owned(),
                Sign::Marked => "begins as keys and tokens do".to_owned(),
                Sign::Named(name) => format!("{} is the name of a secret", quote(name)),
            };
            context
                .found
                .warn(&SECRET_IN_FILE, span, "this looks like a secret")
                .label(label)
                .help(help);
        }
    }
}

/// The texts in a value, with their places.
fn collect<'v>(value: &'v DeValue<'_>, span: Span, texts: &mut Vec<(&'v str, Span)>) {
    match value {
        DeValue::String(text) => texts.push((text, span)),
        DeValue::Array(items) => {
            items.iter().for_each(|item| collect(item.get_ref(), item.span().into(), texts));
        }
        DeValue::Table(table) => {
            table.values().for_each(|item| collect(item.get_ref(), item.span().into(), texts));
        }
        _ => {}
    }
}

/// What tells a text for a secret, if anything does.
fn sign<'e>(context: &Context<'_, '_>, entry: &Entry<'e>, text: &'e str) -> Option<Sign<'e>> {
    let path = entry.path.as_slice();
    let name = entry.name();
    let is_sent = path.iter().any(|key| {
        matches!(*key, "parameters" | "headers" | "query" | "form" | "json" | "claims" | "header")
    });
    // What a variable is when the application says nothing.
    let variable = match path {
        ["variables", variable, "default"] => Some(*variable),
        ["environments", _, variable] if *variable != "description" => Some(*variable),
        _ => None,
    };
    let is_part =
        matches!(path, ["variables", _, "values", ..]) || matches!(name, "key" | "message");
    let is_text = matches!(name, "description" | "path" | "pattern" | "equals");
    if is_marked(text) {
        return Some(Sign::Marked);
    }
    if entry.is_url() {
        let (_, query) = text.split_once('?').unwrap_or((text, ""));
        let mut pairs = query.split(['&', '#']).filter_map(|pair| pair.split_once('='));
        let named = pairs.find(|(name, value)| is_named(context, name, value));
        let is_long = || text.split(['/', '?', '&', '=', '#', '.', '{', '}']).any(is_random);
        return named
            .map(|(name, _)| Sign::Named(name))
            .or_else(|| is_long().then_some(Sign::Random));
    }
    if is_text || !(is_sent || is_part || variable.is_some()) {
        return None;
    }
    let holder = variable.unwrap_or(name);
    if (is_sent || variable.is_some()) && is_named(context, holder, text) {
        return Some(Sign::Named(holder));
    }
    is_secret(text).then_some(Sign::Random)
}

/// Whether a text is the value of something that has the name of a secret, and not made of something else.
fn is_named(context: &Context<'_, '_>, name: &str, text: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let is_name = NAMES.iter().any(|end| plain.ends_with(end))
        || is(context, name, "client_secret")
        || is(context, name, "password");
    is_name && !text.contains('{') && text.len() >= SHORTEST_NAMED
}

/// Whether a parameter of the standard has that name here.
fn is(context: &Context<'_, '_>, name: &str, standard: &str) -> bool {
    let names = context.document.parameter_names.get();
    name == standard || names.is_some_and(|names| names.is(standard, name))
}

/// Whether a text has something in it that is a key or a token wherever it stands.
fn is_marked(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.contains("-----BEGIN ") && text.contains("PRIVATE KEY")
        || text.split(|c: char| !is_part(c)).any(|word| {
            let rest = MARKS.iter().find_map(|mark| word.strip_prefix(mark));
            let follows = |rest: &str| rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            rest.is_some_and(|rest| follows(rest) >= MARKED) || is_jwt(word)
        })
}

/// Whether a word is a signed token: two objects of JSON in base64, and what signs them (RFC 7515, 3.1).
fn is_jwt(word: &str) -> bool {
    match *word.split('.').collect::<Vec<_>>() {
        [header, claims, signature] => {
            header.starts_with("eyJ") && claims.starts_with("eyJ") && !signature.is_empty()
        }
        _ => false,
    }
}

fn is_secret(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "{}\"',;:()<>&".contains(c)).any(is_random)
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
    use super::{is_marked, is_secret};

    #[test]
    fn names_are_no_secrets() {
        for text in [
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "application/vnd.acme.api+json; version=20240101",
            "https://api.acme.example/oauth2/authorizationCodeGrantV2",
            "Basic {client_id}:{client_secret}",
            "organizationMembershipRead",
            "AKIA is how some keys begin",
            "sk_live_…",
            "eyJhbGciOiJIUzI1NiJ9.…",
        ] {
            assert!(!is_secret(text) && !is_marked(text), "{text}");
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
