//! Functions as other languages write them: in a template they are text.

use super::Context;
use crate::Algorithm;
use crate::lints::FUNCTION_SYNTAX;

/// How digests are written as text.
const ENCODINGS: &[&str] = &["base64url", "base64", "hex"];
/// What such functions are called elsewhere, beside the algorithms and the encodings. Other words before brackets are
/// texts of an API's own: a query of `GraphQL`, a path of `OData`.
const FUNCTIONS: &[&str] =
    &["b64", "base64-encode", "base64encode", "concat", "hmac", "lower", "upper", "urlencode"];

/// ```toml
/// headers = { authorization = "Basic base64({client_id}:{client_secret})" }
/// ```
pub(super) fn calls(context: &mut Context<'_, '_>) {
    const HEAD: &[&str] = &["provider", "documents", "seen", "unconfirmed", "lint"];
    for entry in context.entries {
        let is_head = entry.path.first().is_some_and(|first| HEAD.contains(first));
        let is_text = matches!(entry.name(), "description" | "pattern");
        let Some(text) = entry.text().filter(|_| !is_head && !is_text) else { continue };
        let Some(call) = find(text) else { continue };
        let key = entry.name().replace('-', "_");
        let is_name = key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let is_computed = entry.path.first() == Some(&"computed");
        let name = if is_name && !is_computed { key } else { "made".to_owned() };
        let better = format!("{}{{computed.{name}}}{}", call.before, call.after);
        context
            .found
            .warn(&FUNCTION_SYNTAX, entry.span, "a template calls no functions")
            .label(format!("sent as it is written: `{}(` and all", call.words[0]))
            .help(format!("declare it, and write `\"{better}\"`:\n\n{}", call.table(&name)));
    }
}

/// A word directly before brackets with a hole in them.
struct Call<'t> {
    before: &'t str,
    /// The outer word first.
    words: Vec<&'t str>,
    inner: &'t str,
    after: &'t str,
}

impl Call<'_> {
    /// The table that makes the value.
    fn table(&self, name: &str) -> String {
        let words: Vec<String> =
            self.words.iter().map(|word| word.to_ascii_lowercase().replace('_', "-")).collect();
        let made = Algorithm::ALL.iter().filter(|(_, algorithm)| !algorithm.has_public_key());
        let made = made.filter(|(_, algorithm)| *algorithm != Algorithm::None);
        // `sha256` is the end of `hmac-sha256`, and is looked for as a whole.
        let mut algorithms = made.filter(|(word, _)| words.iter().any(|own| own == word));
        let algorithm = algorithms.next();
        let encoding = ENCODINGS.iter().find(|known| words.iter().any(|own| own == *known));
        let mut lines = vec![format!("[computed.{name}]")];
        if let Some((word, known)) = algorithm {
            lines.push(format!("algorithm = \"{word}\""));
            if known.has_key() {
                lines.push("key = \"client_secret\"".to_owned());
            }
        } else if encoding.is_none() {
            lines.push("algorithm = \"sha256\"   # or another".to_owned());
        }
        lines.push(format!("message = \"{}\"", self.inner));
        lines.push(format!("encoding = \"{}\"", encoding.unwrap_or(&"hex")));
        lines.join("\n")
    }
}

fn find(text: &str) -> Option<Call<'_>> {
    for (open, _) in text.match_indices('(') {
        let before = &text[..open];
        let start = before
            .rfind(|c: char| !is_word(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        let Some(close) = closing(&text[open + 1..]) else { continue };
        let inner = &text[open + 1..open + 1 + close];
        if !is_function(word) || !has_hole(inner) {
            continue;
        }
        let mut call = Call {
            before: &text[..start],
            words: vec![word],
            inner,
            after: &text[open + close + 2..],
        };
        while let Some((word, rest)) = call.inner.split_once('(')
            && word.chars().all(is_word)
            && !word.is_empty()
            && closing(rest) == Some(rest.len().saturating_sub(1))
        {
            call.words.push(word);
            call.inner = &rest[..rest.len() - 1];
        }
        return Some(call);
    }
    None
}

fn is_function(word: &str) -> bool {
    let word = word.to_ascii_lowercase().replace('_', "-");
    let mut algorithms = Algorithm::ALL.iter().map(|(known, _)| *known);
    ENCODINGS.contains(&&*word)
        || FUNCTIONS.contains(&&*word)
        || algorithms.any(|known| known == word)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Where the bracket is that closes what is open before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether there is a `{name}` in it, and not only braces that are sent.
fn has_hole(text: &str) -> bool {
    let text = text.replace("{{", "").replace("}}", "");
    text.split_once('{').is_some_and(|(_, rest)| rest.contains('}'))
}
