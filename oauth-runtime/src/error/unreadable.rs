//! Answers that make no sense.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::text::shown;
use crate::wipe::Wiped;

/// An answer that is not what it should be.
#[derive(Clone)]
pub struct Unreadable {
    fault: Arc<UnreadableFault>,
    of: Of,
}

/// What was asked: of whose answers the TOML file says something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Provider,
    /// A call of the application's own: the declaration has nothing to say of its body.
    Api,
    /// A resource that is known by its address alone: it has no declaration.
    Resource,
}

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
        Self { fault: Arc::new(fault), of: Of::Provider }
    }

    /// The same of an answer to a call of the application's own.
    pub(crate) fn of_api(self) -> Self {
        Self { of: Of::Api, ..self }
    }

    /// The same of what a resource says about itself.
    #[cfg(feature = "discovery")]
    pub(crate) fn of_resource(self) -> Self {
        Self { of: Of::Resource, ..self }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.fault.status
    }

    /// Its `Content-Type`.
    pub fn content_type(&self) -> Option<&str> {
        self.fault.content_type.as_deref()
    }

    /// What is wrong with it.
    pub fn what(&self) -> &str {
        &self.fault.what
    }

    /// The whole body. It may hold secrets: do not log it.
    pub fn body(&self) -> &[u8] {
        &self.fault.body.0
    }

    /// How long the provider asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.fault.retry_after
    }

    /// Whether the same request may succeed later: after a fault of the server.
    pub fn is_retryable(&self) -> bool {
        self.fault.status.is_server_error()
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UnreadableFault { provider, status, content_type, what, body, .. } = &*self.fault;
        let api = if self.of == Of::Api { "'s API" } else { "" };
        write!(
            formatter,
            "the answer of {provider}{api} cannot be used: {} (HTTP {}, {}, {} bytes)",
            shown(what),
            status.as_u16(),
            shown(content_type.as_deref().filter(|it| !it.is_empty()).unwrap_or("no content type")),
            body.0.len()
        )?;
        formatter.write_str(if status.is_server_error() {
            "; try again later"
        } else if self.of == Of::Provider {
            "; compare the provider's documentation with its TOML file"
        } else if self.of == Of::Resource {
            "; check its address: its metadata must be what RFC 9728 says"
        } else if body.0.is_empty() {
            "; look at the status before the body is read"
        } else {
            "; compare the provider's documentation with the type that it is read as"
        })
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Unreadable")
            .field("status", &self.fault.status)
            .field("content_type", &self.fault.content_type)
            .field("what", &self.fault.what)
            .field("body", &self.fault.body)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Unreadable {}
