//! The document that an answer's body is, whatever its notation.

use http::{HeaderMap, HeaderName};
use oauth_spec::AnswerFormat;
use serde_json::Value as Json;

use super::members::Document;
use crate::query::Pairs;

/// Reads a body. The error says what is wrong without quoting it.
pub(crate) fn document(format: AnswerFormat, body: &[u8]) -> Result<Document, String> {
    let text = std::str::from_utf8(body).map_err(|_| "the body is not UTF-8".to_owned())?;
    if text.is_empty() && format != AnswerFormat::Form {
        return Err("the body is empty".to_owned());
    }
    let text = match format {
        AnswerFormat::Json => text,
        AnswerFormat::Jsonp => argument(text).ok_or("the body is no call with JSON in it")?,
        AnswerFormat::Form => return Ok(form(text)),
    };
    serde_json::from_str(text).map(Document).map_err(|error| {
        format!("the body is broken JSON at line {}, column {}", error.line(), error.column())
    })
}

/// Reads a body that may be in another notation than the good answers: errors often are.
pub(crate) fn any_document(body: &[u8]) -> Option<Document> {
    if let Some(json) = crate::json::value(body) {
        return Some(Document(json));
    }
    let text = std::str::from_utf8(body).ok()?;
    let in_call = argument(text).and_then(|text| crate::json::value(text.as_bytes()));
    in_call.map(Document).or_else(|| {
        // A form has names; a page of HTML only looks like one.
        let is_form = text.contains('=') && !text.contains(['<', '\n', '{', ' ']);
        is_form.then(|| form(text))
    })
}

/// The JSON in `callback({…});`.
fn argument(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('(')?;
    rest.trim_end().trim_end_matches(';').trim_end().strip_suffix(')')
}

/// The members of a form, each a text. The last of several counts.
fn form(text: &str) -> Document {
    Document(Json::Object(Pairs::parse(text.trim()).to_json()))
}

/// The claims of a JWT, read and not verified (RFC 7519, 3).
pub(crate) fn claims(token: &str) -> Option<Document> {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let payload = token.split('.').nth(1)?;
    let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let claims = crate::json::value(&bytes).map(Document);
    claims.filter(|claims| claims.is_object())
}

/// A header's value as text.
pub(crate) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_notation_gives_a_document() {
        let read = |format, text: &str| document(format, text.as_bytes());
        assert_eq!(read(AnswerFormat::Json, r#"{"a":1}"#), Ok(Document(json!({"a": 1}))));
        assert_eq!(
            read(AnswerFormat::Form, "a=1&b=x%20y&a=2"),
            Ok(Document(json!({"a": "2", "b": "x y"})))
        );
        let jsonp = read(AnswerFormat::Jsonp, "callback( {\"a\":1} );\n");
        assert_eq!(jsonp, Ok(Document(json!({"a": 1}))));
        for bad in ["", "{}", "f(", "f(x", "f({)"] {
            assert!(read(AnswerFormat::Jsonp, bad).is_err(), "{bad}");
        }
        assert!(document(AnswerFormat::Form, b"\xff").is_err());
    }

    #[test]
    fn an_error_is_read_in_any_notation_and_a_page_is_none() {
        let read = |body| any_document(body).map(Document::take);
        assert_eq!(read(b"error=x&d=y"), Some(json!({"error": "x", "d": "y"})));
        assert_eq!(read(b"f({\"error\":\"x\"})"), Some(json!({"error": "x"})));
        assert_eq!(any_document(b"<p a=b>"), None);
        assert_eq!(any_document(b""), None);
    }

    #[test]
    fn claims_are_read_and_broken_tokens_are_none() {
        let token = "e30.eyJleHAiOjV9.x";
        assert_eq!(claims(token), Some(Document(json!({"exp": 5}))));
        for bad in ["", "a", "a.b.c", "a..c", "a.é.c", "a.W10.c"] {
            assert_eq!(claims(bad), None, "{bad}");
        }
    }
}
