//! Habits of other languages, which mean something else here.

use super::Context;
use super::entries::Entry;
use crate::lints::{REPEATED_ROOT, STRAY_DOLLAR, WORDED_SEPARATOR};
use crate::report::quote;

/// ```toml
/// token = "https://${host}/token"
/// ```
pub(super) fn dollars(context: &mut Context<'_, '_>) {
    const HEAD: &[&str] = &["provider", "documents", "seen", "unconfirmed", "lint"];
    for entry in context.entries {
        let is_head = entry.path.first().is_some_and(|first| HEAD.contains(first));
        let is_text = matches!(entry.name(), "description" | "pattern");
        let Some(text) = entry.text().filter(|_| !is_head && !is_text) else { continue };
        if let Some(better) = without_dollars(text) {
            let fix = context.fix(entry.span, text, &better);
            context
                .found
                .warn(&STRAY_DOLLAR, entry.span, "the `$` before a hole is sent")
                .label("a hole has braces only")
                .help(format!("write `\"{better}\"`"))
                .fix_if(fix);
        }
    }
}

/// A text that has `${name}` in it, without that dollar; in `${{` the brace is one that is sent.
fn without_dollars(text: &str) -> Option<String> {
    let mut better = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in text.match_indices("${") {
        let rest = text.get(at + found.len()..).unwrap_or("");
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.' | '-'));
        if end.is_some_and(|end| end > 0 && rest[end..].starts_with('}')) {
            better.push_str(&text[from..at]);
            from = at + 1;
        }
    }
    better.push_str(&text[from..]);
    (from > 0).then_some(better)
}

/// ```toml
/// [scopes]
/// separator = "comma"
/// ```
pub(super) fn separators(context: &mut Context<'_, '_>) {
    const WORDS: &[(&str, &str)] = &[
        ("comma", ","),
        ("space", " "),
        ("plus", "+"),
        ("semicolon", ";"),
        ("colon", ":"),
        ("pipe", "|"),
        ("dot", "."),
    ];
    for key in ["separator", "answer_separator"] {
        let Some(entry) = context.at(&["scopes", key]) else { continue };
        let (span, text) = (entry.span, entry.text().unwrap_or_default());
        if !text.contains(char::is_alphabetic) {
            continue;
        }
        let meant = WORDS.iter().find(|(word, _)| *word == text.to_lowercase());
        let fix = meant.and_then(|(_, meant)| context.fix(span, text, meant));
        let help = match meant {
            Some((_, meant)) => format!("write `{key} = \"{meant}\"`"),
            None => "write the characters that stand between two scopes".to_owned(),
        };
        context
            .warn(&WORDED_SEPARATOR, span, format!("{} stands between scopes", quote(text)))
            .label("as it is written")
            .help(help)
            .fix_if(fix);
    }
}

/// ```toml
/// [token]
/// root = "data"
/// access_token = "data.token"
/// ```
pub(super) fn roots(context: &mut Context<'_, '_>) {
    const PATHS: &[&str] = &[
        "access_token",
        "token_type",
        "refresh_token",
        "scope",
        "id_token",
        "device_code",
        "user_code",
        "verification_uri",
        "verification_uri_complete",
        "expires_in",
        "interval",
        "path",
        "in",
        "at",
        "expiry",
    ];
    for root in context.entries.iter().filter(|entry| is_root(&entry.path)) {
        let Some(name) = root.text().filter(|name| !name.is_empty()) else { continue };
        let table = &root.path[..root.path.len() - 1];
        let is_below = |entry: &&Entry<'_>| {
            entry.path.starts_with(table)
                && PATHS.contains(&entry.name())
                && is_field_of(&entry.path[table.len()..])
        };
        for entry in context.entries.iter().filter(is_below) {
            let Some(path) = entry.text() else { continue };
            let rest = path.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
            let Some(rest) = rest else { continue };
            let fix = context.fix(entry.span, path, rest);
            context
                .found
                .warn(&REPEATED_ROOT, entry.span, format!("{} is in the path again", quote(name)))
                .label(format!("goes from `root`: `{name}.{path}`"))
                .related(root.span, "the root")
                .help(format!("write `\"{rest}\"`; a leading `/` begins at the answer itself"))
                .fix_if(fix);
        }
    }
}

/// Whether a key says what other paths go from: not a parameter or a value that is called the same.
fn is_root(path: &[&str]) -> bool {
    matches!(
        path,
        ["token", "root"]
            | ["grants", _, "device_answer", "root"]
            | ["grants", _, "request", "answer", "root"]
    )
}

/// Whether keys lead from a table with a root to a path that goes from there: not into the members of an object.
fn is_field_of(keys: &[&str]) -> bool {
    matches!(
        keys,
        [_] | ["fields", _, "path"]
            | ["expiry" | "refresh_token_expiry" | "expires_in", "in" | "at"]
    )
}
