//! Paths of keys in a file, and what the language has there.

use toml::de::{DeTable, DeValue};

use crate::schema::{self, Kind};

/// What a path leads to. Keys may have dots in them, so every way is tried.
pub(crate) fn at<'a, 't>(table: &'a DeTable<'t>, path: &str) -> Option<&'a DeValue<'t>> {
    table.iter().find_map(|(key, value)| {
        let rest = path.strip_prefix(key.get_ref().as_ref())?;
        if rest.is_empty() {
            return Some(value.get_ref());
        }
        match value.get_ref() {
            DeValue::Table(inner) => at(inner, rest.strip_prefix('.')?),
            _ => None,
        }
    })
}

/// Whether `false` says something there, rather than taking away what a base says.
pub(super) fn takes_false(path: &[&str]) -> bool {
    schema::at(path).is_some_and(Kind::takes_false)
}

/// Whether a table there is one value, which is replaced as a whole: it says which of several things is
/// meant, and its keys mean nothing by themselves.
pub(super) fn is_one_value(path: &[&str]) -> bool {
    match path {
        ["variables", _, "values"]
        | ["callback", "state"]
        | ["consents", _, "success"]
        | ["callback" | "token", "signature", "in" | "key_encoding"]
        | ["webhooks", _, "in" | "key_encoding" | "keys"]
        | ["computed", _, "key_encoding"]
        | [.., "token" | "answer", "expiry" | "refresh_token_expiry"]
        | [.., "device_answer", "expires_in"] => true,
        path => is_conditions(path) || is_json(path),
    }
}

/// Whether the language has such a place.
pub(super) fn is_known(path: &[&str]) -> bool {
    schema::at(path).is_some()
}

/// Whether conditions stand there: of refusals and of fields.
fn is_conditions(path: &[&str]) -> bool {
    matches!(schema::at(path), Some(Kind::OneOrMore(Kind::Named(_))))
}

/// Whether any JSON may stand there: in requests and claims.
pub(super) fn is_json(path: &[&str]) -> bool {
    matches!(schema::at(path), Some(Kind::Any))
}
