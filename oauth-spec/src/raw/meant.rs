//! Keys that no table has under that name, and that everybody knows what to do about.

use toml::de::DeValue;

use super::request::PLACES;
use super::table::Path;
use crate::report::Errors;
use crate::schema::{self, ENDPOINTS, Table};
use crate::{JwtAlgorithm, suggest};

/// What to do about what an answer has and stands with its request, `[token_request.fields.id]`, and about an
/// address that stands in the table of what is asked there, `[revocation] url`.
pub(super) fn of_another(key: &str, path: Path<'_>, errors: &mut Errors) -> Option<String> {
    let [table] = path.keys()[..] else { return None };
    if table == "token_request" && key == "fields" {
        errors.stands_elsewhere("token");
        return Some("`fields` is a key of `[token]`: it says what answers have".to_owned());
    }
    let is_address = matches!(key, "url" | "uri" | "endpoint" | "address");
    if !is_address || ENDPOINTS.key(table).is_none() {
        return None;
    }
    errors.stands_elsewhere("endpoints");
    Some(format!("it is `endpoints.{table}`: addresses are keys of `[endpoints]`"))
}

/// What to write instead of a key that says what another key of the same table says: the header of a request, how its
/// parameters are written, the algorithm of a token. Beside it that key, which is not missing then.
pub(super) fn another_key(
    key: &str,
    value: &DeValue<'_>,
    known: &'static Table,
) -> Option<(String, Option<&'static str>)> {
    let text = value.as_str()?;
    if key == "authorization" && known.key("headers").is_some() && text.contains([' ', '{']) {
        let help = format!("write `headers = {{ authorization = \"{}\" }}`", text.escape_debug());
        return Some((help, None));
    }
    let is_place = || PLACES.iter().any(|(word, _)| *word == text);
    if key == "body" && known.key("parameters_in").is_some() && is_place() {
        return Some((format!("write `parameters_in = \"{text}\"`"), None));
    }
    if key != "algorithm" || !std::ptr::eq(known, &raw const schema::COMPUTED_JWT) {
        return None;
    }
    let words = JwtAlgorithm::ALL.iter().map(|(word, _)| *word);
    let word =
        words.clone().find(|word| *word == text).or_else(|| suggest::nearest(text, words))?;
    Some((format!("write `jwt = \"{word}\"`: it is a token that the client signs"), Some("jwt")))
}

/// What to do about something that is each application's own, and no provider's.
pub(super) fn of_the_application(key: &str) -> Option<&'static str> {
    Some(match key {
        "client_id" => "each application gives its own: `builder.client_id(…)`",
        "client_secret" => "each application gives its own: `builder.client_secret(…)`",
        "redirect_uri" => "each application gives its own: `builder.redirect_uri(…)`",
        "scope" => {
            "the application asks for it: `authorize().scope(…)`; what goes with every authorization is \
             `scopes.required`"
        }
        _ => return None,
    })
}
