//! How an API says that the token is no longer good.

use http::Response;
use http::header::WWW_AUTHENTICATE;
use oauth_spec::ExpirySignal;
use serde_json::Value as Json;

/// Whether an answer is the declared sign (see [`ExpirySignal`]).
pub(super) fn is_expired(signal: &ExpirySignal, response: &Response<Vec<u8>>) -> bool {
    if !signal.status.contains(&response.status().as_u16()) {
        return false;
    }
    let (codes, descriptions) = said(response);
    // A status that also stands for success says nothing by itself.
    codes.is_empty() && !response.status().is_success()
        || codes.iter().any(|code| signal.error.contains(&code.as_str()))
        || descriptions
            .iter()
            .any(|text| signal.error_description.iter().any(|words| text.contains(words)))
}

/// The codes and the descriptions in all challenges (RFC 9110, 11.6.1; RFC 6750, 3) and in the body.
fn said(response: &Response<Vec<u8>>) -> (Vec<String>, Vec<String>) {
    let (mut codes, mut descriptions) = (Vec::new(), Vec::new());
    for value in response.headers().get_all(WWW_AUTHENTICATE) {
        let Ok(text) = value.to_str() else { continue };
        for (name, value) in parameters(text) {
            if name.eq_ignore_ascii_case("error") {
                codes.push(value);
            } else if name.eq_ignore_ascii_case("error_description") {
                descriptions.push(value);
            }
        }
    }
    let body = crate::json::object(response.body()).unwrap_or_default();
    for (name, list) in [("error", &mut codes), ("error_description", &mut descriptions)] {
        if let Some(Json::String(text)) = body.get(name) {
            list.push(text.clone());
        }
    }
    (codes, descriptions)
}

/// All `name=value` pairs of a header, the quotes taken off.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = header;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.trim_end().rsplit([' ', ',', '\t']).next().unwrap_or_default();
        let after = after.trim_start();
        let value;
        (value, rest) = if let Some(quoted) = after.strip_prefix('"') {
            unquoted(quoted)
        } else {
            let end = after.find([',', ' ', '\t']).unwrap_or(after.len());
            (after[..end].to_owned(), &after[end..])
        };
        found.push((key.to_owned(), value));
    }
    found
}

/// A quoted string, and what comes after it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (value, &text[index + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PODIO: ExpirySignal = ExpirySignal {
        status: &[401],
        error: &["expired_token", "invalid_token"],
        error_description: &["expired_token"],
    };

    fn answer(status: u16, challenge: &str, body: &str) -> Response<Vec<u8>> {
        let mut answer = Response::builder().status(status);
        if !challenge.is_empty() {
            answer = answer.header("www-authenticate", challenge);
        }
        answer.body(body.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn the_code_counts_wherever_it_is() {
        let is = |challenge, body| is_expired(&PODIO, &answer(401, challenge, body));
        assert!(is("", r#"{"error":"expired_token"}"#));
        assert!(is(r#"Bearer realm="a, error=b", error="invalid_token""#, ""));
        assert!(is("OAuth2 error=expired_token", ""));
        assert!(is("", r#"{"error":"unauthorized","error_description":"expired_token"}"#));
        assert!(!is("", r#"{"error":"unauthorized"}"#));
        assert!(!is(r#"Bearer error="insufficient_scope""#, ""));
    }

    #[test]
    fn an_answer_without_a_code_is_a_sign_and_another_status_is_none() {
        assert!(is_expired(&PODIO, &answer(401, "Bearer", "")));
        assert!(is_expired(&PODIO, &answer(401, "", "<html>")));
        assert!(!is_expired(&PODIO, &answer(403, "", r#"{"error":"expired_token"}"#)));
    }

    #[test]
    fn broken_challenges_are_survived() {
        for header in ["=", "==", "a=\"", "a=\"\\", "a= b=\"é\" =", ",,,=,"] {
            let _ = parameters(header);
        }
        assert_eq!(
            parameters(r#"B a="x\"y",b=c"#),
            [("a", "x\"y"), ("b", "c")].map(|(a, b)| (a.into(), b.into()))
        );
    }
}
