//! Answers that are errors: what they say, or that they say nothing.

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use oauth_spec::ProviderSpec;
use serde_json::{Map, Value as Json};

use crate::error::{Error, ProviderError, ProviderFault, Unreadable, UnreadableFault};
use crate::wipe::Wiped;

/// The error of an answer of the token or revocation endpoint that brought no token.
pub(crate) fn token_fault(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
) -> Error {
    if status.is_redirection() {
        let target = header(headers, &LOCATION)
            .and_then(|target| url::Url::parse(&target).ok())
            .and_then(|target| target.host_str().map(str::to_owned))
            .map_or_else(String::new, |host| format!(" to {host}"));
        let what = format!("it redirects{target}, and secrets are not sent after a redirect");
        return unreadable(spec, status, headers, body, what);
    }
    match said(&body.0) {
        Some(said) => provider(spec, status, headers, body, said),
        // Statuses that say enough by themselves.
        None if status == StatusCode::UNAUTHORIZED || is_rate_limited(spec, status) => {
            provider(spec, status, headers, body, Said::default())
        }
        None if status.is_success() => {
            let what = "there is neither `access_token` nor `error` in it".to_owned();
            unreadable(spec, status, headers, body, what)
        }
        None => {
            let what = "it is an error without an OAuth error code".to_owned();
            unreadable(spec, status, headers, body, what)
        }
    }
}

/// The error of an answer of the API, whatever it looks like.
pub(crate) fn api_fault(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
) -> Error {
    let said = said(&body.0).unwrap_or_default();
    provider(spec, status, headers, body, said)
}

/// An answer that makes no sense.
pub(crate) fn unreadable(
    spec: &'static ProviderSpec,
    status: StatusCode,
    headers: &HeaderMap,
    body: Wiped,
    what: String,
) -> Error {
    let retry_after = header(headers, &RETRY_AFTER)
        .and_then(|text| text.trim().parse().ok())
        .map(std::time::Duration::from_secs);
    Unreadable::new(UnreadableFault {
        provider: spec.title,
        status,
        content_type: header(headers, &CONTENT_TYPE),
        what,
        retry_after,
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
        description: said.description,
        uri: said.uri,
        retry_after_text: header(headers, &RETRY_AFTER),
        rate_limited: is_rate_limited(spec, status),
        body,
    })
    .into()
}

fn is_rate_limited(spec: &ProviderSpec, status: StatusCode) -> bool {
    spec.api.rate_limited.contains(&status.as_u16()) || status == StatusCode::TOO_MANY_REQUESTS
}

fn header(headers: &HeaderMap, name: &http::HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The standard members of an error (RFC 6749, 5.2).
#[derive(Default)]
struct Said {
    code: Option<String>,
    description: Option<String>,
    uri: Option<String>,
}

fn said(body: &[u8]) -> Option<Said> {
    let mut members: Map<String, Json> = serde_json::from_slice(body).ok()?;
    let mut text = |name: &str| match members.remove(name) {
        Some(Json::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    };
    let code = text("error");
    code.is_some().then(|| Said {
        code,
        description: text("error_description"),
        uri: text("error_uri"),
    })
}
