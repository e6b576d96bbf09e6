//! An answer that is still plain data.

use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, PRAGMA};
use hyper::{Response, StatusCode};
use serde_json::Value;

use super::Body;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Body,
}

impl Answer {
    /// With that status, type and body.
    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<Body>) -> Self {
        // Statuses come from declarations and from callers: what HTTP does not know is a server error.
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let answer = Self { status, headers: Vec::new(), body: body.into() };
        answer.with(CONTENT_TYPE, content_type)
    }

    /// JSON.
    pub(crate) fn json(status: u16, value: &Value) -> Self {
        Self::new(status, "application/json", value.to_string())
    }

    /// A page for people, which nothing outside may touch.
    pub(crate) fn page(status: u16, html: String) -> Self {
        // No script, no foreign resource, no frame around the buttons (RFC 6749, 10.13).
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      frame-ancestors 'none'";
        Self::new(status, "text/html; charset=utf-8", html)
            .with(HeaderName::from_static("content-security-policy"), policy)
            .with(HeaderName::from_static("x-frame-options"), "DENY")
            .with(HeaderName::from_static("referrer-policy"), "no-referrer")
            .no_store()
    }

    /// Sends the browser elsewhere; what it goes there with is a GET.
    pub(crate) fn see_other(location: &str) -> Self {
        Self::redirect(303, location)
    }

    /// A redirect with that status.
    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::new(status, "text/plain", "").with(LOCATION, location).no_store()
    }

    /// With one header more. A value that no header can hold is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The same with a name that only the declaration knows.
    pub(crate) fn with_text(self, name: &str, value: &str) -> Self {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => self.with(name, value),
            Err(_) => self,
        }
    }

    /// Not to be kept by anyone (RFC 6749, 5.1).
    pub(crate) fn no_store(self) -> Self {
        self.with(CACHE_CONTROL, "no-store").with(PRAGMA, "no-cache")
    }

    /// Where it sends the browser.
    pub(crate) fn location(&self) -> Option<&str> {
        let found = self.headers.iter().find(|(name, _)| *name == LOCATION);
        found.and_then(|(_, value)| value.to_str().ok())
    }

    /// The text of a page.
    pub(crate) fn text(&self) -> String {
        match &self.body {
            Body::Whole(Some(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        }
    }

    /// The response.
    pub(crate) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers);
        response
    }
}
