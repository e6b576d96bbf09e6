//! Answers that make no sense.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::text::shown;
use crate::wipe::Wiped;

/// An answer that is not what it should be.
#[derive(Clone)]
pub struct Unreadable(Arc<UnreadableFault>);

pub(crate) struct UnreadableFault {
    pub(crate) provider: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) content_type: Option<String>,
    pub(crate) what: String,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Wiped,
}

impl Unreadable {
    pub(crate) fn new(fault: UnreadableFault) -> Self {
        Self(Arc::new(fault))
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Its `Content-Type`.
    pub fn content_type(&self) -> Option<&str> {
        self.0.content_type.as_deref()
    }

    /// What is wrong with it.
    pub fn what(&self) -> &str {
        &self.0.what
    }

    /// The whole body. It may hold secrets: do not log it.
    pub fn body(&self) -> &[u8] {
        &self.0.body.0
    }

    /// How long the provider asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same request may succeed later: after a fault of the server.
    pub fn is_retryable(&self) -> bool {
        self.0.status.is_server_error()
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UnreadableFault { provider, status, content_type, what, body, .. } = &*self.0;
        write!(
            formatter,
            "the answer of {provider} cannot be used: {} (HTTP {}, {}, {} bytes)",
            shown(what),
            status.as_u16(),
            shown(content_type.as_deref().unwrap_or("no content type")),
            body.0.len()
        )?;
        formatter.write_str(if status.is_server_error() {
            "; try again later"
        } else {
            "; compare the provider's documentation with its TOML file"
        })
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Unreadable")
            .field("status", &self.0.status)
            .field("content_type", &self.0.content_type)
            .field("what", &self.0.what)
            .field("body", &self.0.body)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Unreadable {}
