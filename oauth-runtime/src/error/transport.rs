//! Requests without an answer.

use std::fmt;
use std::sync::Arc;

/// Why a request got no answer. It holds neither the URL's query nor any header or body.
#[derive(Debug, Clone)]
pub struct TransportError(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    fault: TransportFault,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What kind of fault it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFault {
    /// There was no connection.
    Connect,
    /// There was a connection, and it was closed or broken before the answer was complete.
    Broken,
    /// There was no complete answer in time.
    Timeout,
    /// The answer was longer than the bound.
    TooLong,
    /// The HTTP client followed a redirect, which takes secrets to another place.
    Redirected,
    /// The transport refused to send the request, because of settings: plain HTTP, or no TLS.
    Refused,
    /// The application's [`ReplayGuard`](crate::ReplayGuard) did not say whether something is new.
    ReplayGuard,
    /// What the application does before a renewal
    /// ([`before_renewal`](crate::SessionBuilder::before_renewal)) has failed.
    BeforeRenewal,
    /// What stores new tokens ([`store`](crate::SessionBuilder::store)) has failed.
    Store,
    /// What makes the client's assertions
    /// ([`client_assertion`](crate::ClientBuilder::client_assertion)) has failed.
    Assertion,
    /// Something else.
    Other,
}

impl TransportError {
    /// An error with what went wrong, in words without secrets.
    pub fn new(fault: TransportFault, message: impl Into<String>) -> Self {
        Self(Arc::new(Inner { fault, message: message.into(), source: None }))
    }

    /// The same, with the error below it, which must hold no secrets either.
    pub fn with_source(
        fault: TransportFault,
        message: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self(Arc::new(Inner { fault, message: message.into(), source: Some(source.into()) }))
    }

    /// What kind of fault it was.
    pub fn fault(&self) -> TransportFault {
        self.0.fault
    }

    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self.0.fault,
            TransportFault::Connect
                | TransportFault::Broken
                | TransportFault::Timeout
                | TransportFault::ReplayGuard
                | TransportFault::BeforeRenewal
                | TransportFault::Store
                | TransportFault::Assertion
        )
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
