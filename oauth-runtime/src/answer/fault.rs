//! Answers that are errors: what they say, or that they say nothing.

use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use oauth_spec::{Answer, Condition, ErrorSpec, ErrorText, Literal, ProviderSpec, Test};
use serde_json::Value as Json;

use super::bare;
use super::document::any_document;
use super::members::{lookup, scalar};
use crate::challenge::parameters;
use crate::error::{Error, ProviderError, ProviderFault, Unreadable, UnreadableFault};
use crate::time::from_http_date;
use crate::wipe::Wiped;

const NO_CODE: &str = "it is an error without an OAuth error code";

/// Whether the declaration says that an answer of any status is a refusal.
pub(crate) fn is_refusal(errors: &ErrorSpec, document: &Json) -> bool {
    errors.when.iter().any(|condition| holds(condition, document))
}

/// Whether an answer names an error, which one without a token may.
pub(crate) fn names_error(errors: &ErrorSpec, document: &Json) -> bool {
    // What decides by its value is no error by being there.
    let decides = |path: &str| errors.when.iter().any(|condition| condition.path == path);
    let mut paths = errors.code.iter().copied().chain(["error"]).filter(|path| !decides(path));
    paths.any(|path| text_at(document, path).is_some())
}

/// Whether a member is there and what it must be.
pub(crate) fn holds(condition: &Condition, document: &Json) -> bool {
    let found = lookup(document, condition.path.trim_start_matches('/'));
    found.is_some_and(|found| meets(condition.test, found))
}

/// Whether a member that is there is what it must be.
pub(crate) fn meets(wanted: Test, found: &Json) -> bool {
    let is = |literal: Literal, found: &Json| match literal {
        Literal::Text(text) => scalar(found).is_some_and(|found| found == text),
        Literal::Integer(number) => scalar(found).is_some_and(|found| found == number.to_string()),
        Literal::Boolean(truth) => scalar(found).is_some_and(|found| found == truth.to_string()),
    };
    match wanted {
        Test::Is(literal) => is(literal, found),
        Test::IsNot(literal) => !is(literal, found),
        Test::Present => true,
    }
}

/// The error of an answer in which there is no token where the declaration looks for it.
pub(crate) fn no_token(
    spec: &'static ProviderSpec,
    answer: &Answer,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
) -> Error {
    let path = match answer.access_token.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None if answer.root.is_empty() => answer.access_token.to_owned(),
        None => format!("{}.{}", answer.root, answer.access_token),
    };
    let error = spec.errors.code.first().unwrap_or(&"error").trim_start_matches('/');
    let what = format!("there is neither `{path}` nor `{error}` in it");
    fault(spec, status, headers, body, what)
}

/// The error of an answer of the token endpoint that is none, or of a call that was refused.
pub(crate) fn token_fault(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
) -> Error {
    fault(spec, status, headers, body, NO_CODE.to_owned())
}

/// The same of a token request, whose status may stand for a code; of a poll, for one that only polls have.
pub(crate) fn refused_grant(
    spec: &'static ProviderSpec,
    is_poll: bool,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
) -> Error {
    if let Some(code) = spec.errors.code_of_status(status.as_u16(), is_poll) {
        let (said, _) = heard(&spec.errors, status, &body.0);
        let code = said.code.unwrap_or_else(|| code.to_owned());
        return provider(spec, status, headers, body, Said { code: Some(code), ..said });
    }
    token_fault(spec, status, headers, body)
}

/// What the answer says, else what is wrong with it.
fn fault(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
    what: String,
) -> Error {
    if status.is_redirection() {
        let target = header(headers, &LOCATION)
            .and_then(|target| url::Url::parse(&target).ok())
            .and_then(|target| target.host_str().map(str::to_owned))
            .map_or_else(String::new, |host| format!(" to {host}"));
        let what = format!("it redirects{target}, and secrets are not sent after a redirect");
        return unreadable(spec, status, headers, body, what);
    }
    let (said, refused) = heard(&spec.errors, status, &body.0);
    let said = said.or_in_header(&spec.errors, status, headers);
    // Some statuses say enough by themselves.
    let enough = status == StatusCode::UNAUTHORIZED || is_rate_limited(spec, status);
    if said.code.is_some() || refused || enough {
        return provider(spec, status, headers, body, said);
    }
    unreadable(spec, status, headers, body, what)
}

/// The error of an answer of the API, whatever it looks like.
pub(crate) fn api_fault(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
) -> Error {
    let (said, _) = heard(&spec.errors, status, &body.0);
    let said = said.or_in_header(&spec.errors, status, headers);
    match provider(spec, status, headers, body, said) {
        Error::Provider(error) => error.of_api().into(),
        other => other,
    }
}

/// An answer that is no document, where one was looked for: a refusal in bare text, if there are such.
pub(crate) fn no_document(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
    what: String,
) -> Error {
    if spec.errors.text.is_some() && any_document(&body.0).is_none() {
        return fault(spec, status, headers, body, what);
    }
    unreadable(spec, status, headers, body, what)
}

/// An answer that makes no sense.
pub(crate) fn unreadable(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
    what: String,
) -> Error {
    Unreadable::new(UnreadableFault {
        provider: spec.title,
        status,
        content_type: header(headers, &CONTENT_TYPE),
        what,
        retry_after: retry_after(headers),
        body,
    })
    .into()
}

fn provider(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
    said: Said,
) -> Error {
    ProviderError::new(ProviderFault {
        provider: spec.title,
        status,
        code: said.code,
        provider_code: said.provider_code,
        description: said.description,
        uri: said.uri,
        retry_after: retry_after(headers),
        retry_after_text: header(headers, &RETRY_AFTER),
        rate_limited: is_rate_limited(spec, status),
        alone: false,
        of_api: false,
        body,
    })
    .into()
}

/// How long to wait (RFC 9110, 10.2.3). A date is held against that of the answer: the clocks here and there may differ.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = header(headers, &RETRY_AFTER)?;
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = from_http_date(&text)?;
    let now = from_http_date(&header(headers, &DATE)?)?;
    Some(until.duration_since(now).unwrap_or_default())
}

fn is_rate_limited(spec: &ProviderSpec, status: StatusCode) -> bool {
    spec.api.rate_limited.contains(&status.as_u16()) || status == StatusCode::TOO_MANY_REQUESTS
}

fn header(headers: &HeaderMap, name: &http::HeaderName) -> Option<String> {
    super::document::header(headers, name.as_str())
}

/// What an error says (RFC 6749, 5.2), wherever the declaration finds it.
#[derive(Default)]
pub(crate) struct Said {
    /// The RFC's code, where the declaration knows one.
    pub(crate) code: Option<String>,
    /// The provider's own, where it is another.
    pub(crate) provider_code: Option<String>,
    pub(crate) description: Option<String>,
    uri: Option<String>,
}

impl Said {
    /// The same, or what a challenge says where the body names no code: that is where resources say it (RFC 6750, 3). Of a
    /// success it says nothing.
    fn or_in_header(self, errors: &ErrorSpec, status: StatusCode, headers: &HeaderMap) -> Self {
        if self.code.is_some() || status.is_success() {
            return self;
        }
        let texts =
            headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
        let all: Vec<(&str, String)> = texts.flat_map(parameters).collect();
        let first = |wanted: &str| {
            let found = all.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, text)| text.clone()).filter(|text| !text.is_empty())
        };
        let Some(code) = first("error") else { return self };
        let (code, provider_code) = known(errors, Some(code));
        Self {
            code,
            provider_code,
            description: self.description.or_else(|| first("error_description")),
            uri: self.uri.or_else(|| first("error_uri")),
        }
    }
}

/// What a body says, and whether the declaration has that as a refusal whatever the status.
pub(crate) fn heard(errors: &ErrorSpec, status: StatusCode, body: &[u8]) -> (Said, bool) {
    match any_document(body) {
        Some(document) => (said(errors, &document), is_refusal(errors, &document)),
        None => match said_in_text(errors, status, body) {
            Some(said) => (said, true),
            None => (Said::default(), false),
        },
    }
}

fn text_at(document: &Json, path: &str) -> Option<String> {
    let found = lookup(document, path.trim_start_matches('/')).filter(|it| !it.is_boolean());
    found.and_then(scalar).filter(|text| !text.is_empty()).map(std::borrow::Cow::into_owned)
}

fn said(errors: &ErrorSpec, document: &Json) -> Said {
    let text = |path: &str| text_at(document, path);
    let first = |paths: &[&str]| paths.iter().find_map(|path| text(path));
    // The token endpoints of providers with words of their own still use the RFC's now and then.
    let (code, provider_code) = known(errors, first(errors.code).or_else(|| text("error")));
    Said {
        code,
        provider_code,
        description: first(errors.description).or_else(|| text("error_description")),
        uri: text(errors.uri),
    }
}

/// What a refusal in bare text says, where the declaration knows what its text is.
fn said_in_text(errors: &ErrorSpec, status: StatusCode, body: &[u8]) -> Option<Said> {
    let means = errors.text?;
    // One word where a token was awaited may be the token.
    let is_known = |word: &str| errors.codes.iter().any(|(own, _)| *own == word);
    let word = std::str::from_utf8(body).ok()?.trim();
    if status.is_success() && !word.contains(' ') && !is_known(word) {
        return None;
    }
    match means {
        ErrorText::Description => {
            Some(Said { description: Some(bare::description(body)?), ..Said::default() })
        }
        ErrorText::Code => {
            let (code, provider_code) = known(errors, Some(bare::code(body)?.to_owned()));
            Some(Said { code, provider_code, ..Said::default() })
        }
    }
}

/// The RFC's code that a code stands for, and that code itself; or the code alone.
fn known(errors: &ErrorSpec, code: Option<String>) -> (Option<String>, Option<String>) {
    let mut codes = errors.codes.iter();
    let known = codes.find(|(own, _)| code.as_deref() == Some(*own));
    match known {
        Some((_, known)) => (Some((*known).to_owned()), code),
        None => (code, None),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn conditions_compare_what_is_there() {
        let document = json!({"ok": false, "n": 0, "s": "7", "x": null});
        let condition = |path, test| holds(&Condition { path, test }, &document);
        assert!(condition("ok", Test::Is(Literal::Boolean(false))));
        assert!(!condition("ok", Test::IsNot(Literal::Boolean(false))));
        assert!(condition("n", Test::Is(Literal::Text("0"))));
        assert!(condition("s", Test::Is(Literal::Integer(7))));
        assert!(condition("s", Test::IsNot(Literal::Integer(0))));
        assert!(condition("n", Test::Present));
        assert!(!condition("x", Test::Present));
        assert!(!condition("gone", Test::IsNot(Literal::Integer(0))));
    }
}
