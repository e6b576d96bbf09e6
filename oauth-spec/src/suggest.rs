//! The nearest name: what an author may have meant.

use crate::report::quote;

/// The name nearest to what was written, if one is near enough to have been meant.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(written, &listed(names))
}

/// The same, but only a name of which this is a slip, and how many letters are wrong: not one that was begun,
/// or that says the same.
pub(crate) fn slip<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<(usize, &'a str)> {
    slip_of(written, &listed(names))
}

/// The names as a list: what is done with them is compiled once, and not once a way of naming them.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut list = Vec::new();
    for name in names {
        list.push(name);
    }
    list
}

fn nearest_of<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    slip_of(written, names)
        .map(|(_, name)| name)
        .or_else(|| synonym(written, names))
        .or_else(|| begun(written, names))
        .or_else(|| part(written, names))
}

fn slip_of<'a>(written: &str, names: &[&'a str]) -> Option<(usize, &'a str)> {
    // Of a path, the longest part: a slip is in one of them.
    let parts = written.split('.').map(|part| part.chars().count());
    let limit = (parts.max().unwrap_or(0) / 3).max(1);
    let mut best = None;
    for &name in names {
        if name == written
            || name.len().abs_diff(written.len()) > limit * 4
            || is_another(written, name)
        {
            continue;
        }
        let distance = if same_words(written, name) { 0 } else { distance(written, name) };
        // A single letter is no slip of another one.
        let is_near = distance <= limit && distance < written.len();
        if is_near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best
}

/// Words that others have for a name, and those that RFC 8414 has for endpoints.
const SYNONYMS: &[(&str, &str)] = &[
    ("authorise", "authorization"),
    ("authorize", "authorization"),
    ("revoke", "revocation"),
    ("introspect", "introspection"),
    ("refresh", "refresh_token"),
    ("expires_in", "expiry"),
    ("error", "code"),
    ("error_description", "description"),
    ("error_uri", "uri"),
    ("endpoint", "url"),
    ("path", "url"),
    ("body", "parameters"),
    ("params", "parameters"),
    ("enum", "values"),
    ("values", "enum"),
    ("delimiter", "separator"),
    ("logout", "end_session"),
    ("user_info", "userinfo"),
    ("base16", "hex"),
];

/// The name that another word stands for.
pub(crate) fn meant<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    synonym(written, &listed(names))
}

/// The name that a synonym stands for: `authorise` for `authorization`, `token_url` for `token`.
fn synonym<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let plain = ["_endpoint", "_url", "_uri"].iter().find_map(|end| written.strip_suffix(end));
    let plain = plain.unwrap_or(written);
    let other = SYNONYMS.iter().find(|(other, _)| *other == plain).map(|(_, name)| *name);
    only(names, |name| name != written && (name == plain || Some(name) == other))
}

/// The one name that was begun and not finished: `refresh` for `refresh_token`, `parameters` for
/// `parameter_names`.
fn begun<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let singular = written.strip_suffix('s').unwrap_or(written);
    let begun = only(names, |name| name.starts_with(written));
    begun.or_else(|| only(names, |name| name.starts_with(singular))).filter(|_| singular.len() >= 3)
}

/// The one name that has it as one of its words: `denied` for `access_denied`.
fn part<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let has = |name: &str| name.split(['_', '-', '.']).any(|word| word == written);
    only(names, has).filter(|_| written.len() >= 3)
}

/// The one name of which that is so.
fn only<'a>(names: &[&'a str], is_it: impl Fn(&str) -> bool) -> Option<&'a str> {
    let mut found = names.iter().copied().filter(|name| is_it(name));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// `did you mean …?`, if one is near; the list of what there is, if not.
pub(crate) fn help<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
    what: &str,
) -> String {
    help_of(written, &listed(names), what)
}

fn help_of(written: &str, names: &[&str], what: &str) -> String {
    if let Some(name) = nearest_of(written, names) {
        return format!("did you mean {}?", quote(name));
    }
    let list = crate::report::quote_all(names.iter().copied());
    if list.is_empty() { format!("there is no {what}") } else { format!("{what}: {list}") }
}

/// Whether both are words of one scheme that differ in what they begin with: `HS384` is no slip of `RS384`; or in the
/// base: `base16` is none of `base64` (RFC 4648, 8).
fn is_another(a: &str, b: &str) -> bool {
    if a == "base16" {
        return true;
    }
    let has_digits = b.bytes().any(|byte| byte.is_ascii_digit());
    has_digits && a.len() == b.len() && !a.as_bytes()[..1].eq_ignore_ascii_case(&b.as_bytes()[..1])
}

/// Whether both are the same but for case and for what stands between the words.
fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(a) == letters(b)
}

/// How many characters must be added, removed, changed or swapped with the next.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in a.iter().enumerate() {
        let mut this = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let mut cost = (last[column] + usize::from(x != y))
                .min(last[column + 1] + 1)
                .min(this[column] + 1);
            if row > 0 && column > 0 && *x == b[column - 1] && a[row - 1] == *y {
                cost = cost.min(before_last[column - 1] + 1);
            }
            this.push(cost);
        }
        before_last = std::mem::replace(&mut last, this);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{nearest, slip};

    #[test]
    fn finds_what_was_meant() {
        let names = ["authorization", "token", "revocation", "api"];
        assert_eq!(nearest("authorisation", names), Some("authorization"));
        assert_eq!(nearest("tokne", names), Some("token"));
        assert_eq!(nearest("Token", names), Some("token"));
        assert_eq!(nearest("apis", names), Some("api"));
        assert_eq!(nearest("auth", names), Some("authorization"));
        assert_eq!(nearest("introspection", names), None);
        assert_eq!(nearest("denied", ["access_denied", "invalid_grant"]), Some("access_denied"));
        assert_eq!(nearest("invalid", ["invalid_request", "invalid_grant"]), None);
        assert_eq!(nearest("parameters", ["parameter_names", "provider"]), Some("parameter_names"));
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest("h", ["s", "ms"]), None);
        assert_eq!(nearest("ES512", ["HS512", "RS512", "ES256"]), None);
        assert_eq!(nearest("rs512", ["HS512", "RS512"]), Some("RS512"));
        assert_eq!(nearest("endpoints.token", ["endpoints.api", "endpoints.issuer"]), None);
        assert_eq!(nearest("endpoints.tokne", ["endpoints.token"]), Some("endpoints.token"));
        assert_eq!(nearest("redirectUri", ["redirect_uri"]), Some("redirect_uri"));
        assert_eq!(nearest("authorise", names), Some("authorization"));
        assert_eq!(nearest("authorize_url", names), Some("authorization"));
        assert_eq!(nearest("token_endpoint", names), Some("token"));
        assert_eq!(nearest("end_url", names), None);
        assert_eq!(slip("auth", names), None);
        assert_eq!(slip("tokne", names), Some((1, "token")));
    }
}
