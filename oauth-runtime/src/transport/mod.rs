//! The edge: where requests go out and answers come in.

#[cfg(feature = "mtls")]
mod certificate;
#[cfg(feature = "reqwest")]
mod ours;
#[cfg(feature = "reqwest")]
mod outside;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod tls;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};

#[cfg(feature = "mtls")]
pub use self::certificate::ClientCertificate;
#[cfg(feature = "mtls")]
pub(crate) use self::certificate::Tls;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
use crate::error::{Error, TransportError};
pub use crate::inner::{OutsideOnly, is_inner};

/// What a request carries in its [`extensions`](http::Request::extensions) when its answer may be longer, or must be
/// shorter, than others: in bytes
/// ([`SessionBuilder::longest_answer`](crate::SessionBuilder::longest_answer)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LongestAnswer(pub usize);

/// A future that can be sent to another thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How a request ends.
pub type TransportFuture<'a> = BoxFuture<'a, Result<Response<Vec<u8>>, TransportError>>;

/// What sends requests.
///
/// An implementation must refuse plain HTTP except to loopback, must not follow redirects, and must
/// bound the time and the length of an answer, as `ReqwestTransport` does (behind the feature `reqwest`); the length by
/// [`LongestAnswer`] where a request carries that. One that carries [`OutsideOnly`] must not reach an inner network.
/// Its errors must hold no secrets: no query of a URL, no header, no body.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and reads the whole answer.
    fn send(&self, request: Request<Vec<u8>>) -> TransportFuture<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Vec<u8>>) -> TransportFuture<'_> {
        (**self).send(request)
    }
}

/// The transport of a client: one that was given, or one made when it is first needed.
#[derive(Default)]
pub(crate) struct Transports {
    pub(crate) given: Option<Arc<dyn Transport>>,
    pub(crate) timeout: Option<Duration>,
    /// What there is to say about TLS.
    #[cfg(feature = "mtls")]
    pub(crate) tls: Option<Box<Tls>>,
    #[cfg(feature = "reqwest")]
    made: std::sync::OnceLock<Result<Arc<dyn Transport>, TransportError>>,
}

/// What was said about it, without what was made of that.
impl Clone for Transports {
    fn clone(&self) -> Self {
        Self {
            given: self.given.clone(),
            timeout: self.timeout,
            #[cfg(feature = "mtls")]
            tls: self.tls.clone(),
            #[cfg(feature = "reqwest")]
            made: std::sync::OnceLock::new(),
        }
    }
}

impl Transports {
    /// Forgets what was made already, for the metadata for instance: what is set now counts from now on.
    pub(crate) fn anew(&mut self) -> &mut Self {
        #[cfg(feature = "reqwest")]
        {
            self.made = std::sync::OnceLock::new();
        }
        self
    }

    /// What is wrong with what was said about it, if something is.
    pub(crate) fn problem(&self) -> Option<String> {
        if self.given.is_some() && self.timeout.is_some() {
            let what = "`.timeout(…)` is for the built-in transport, and this client has one of its own: give the \
                        time to that (`ReqwestTransport::with_timeout`, the `reqwest::Client`)";
            return Some(what.to_owned());
        }
        #[cfg(feature = "mtls")]
        return self.tls_problem();
        #[cfg(not(feature = "mtls"))]
        None
    }

    #[cfg(feature = "mtls")]
    fn tls_problem(&self) -> Option<String> {
        self.tls.as_ref()?;
        if self.given.is_some() {
            let what = "certificates are for the built-in transport, and this client has one of its own: give \
                        them to that, or leave out `.transport(…)` and `.http_client(…)`";
            return Some(what.to_owned());
        }
        self.get().err().map(|error| error.to_string())
    }

    /// Whether requests go by the built-in transport, if they are sent at all.
    pub(crate) fn is_built_in(&self) -> bool {
        cfg!(feature = "reqwest") && self.given.is_none()
    }

    /// Whether the client has a certificate to show.
    #[cfg_attr(not(feature = "mtls"), expect(clippy::unused_self, reason = "there is none"))]
    pub(crate) fn has_certificate(&self) -> bool {
        #[cfg(feature = "mtls")]
        return self.tls.as_ref().is_some_and(|tls| tls.certificate.is_some());
        #[cfg(not(feature = "mtls"))]
        false
    }

    pub(crate) fn get(&self) -> Result<&Arc<dyn Transport>, Error> {
        if let Some(given) = &self.given {
            return Ok(given);
        }
        #[cfg(feature = "reqwest")]
        {
            let made = self.made.get_or_init(|| {
                #[cfg(feature = "mtls")]
                if let Some(tls) = &self.tls {
                    let transport = ReqwestTransport::with_certificates(self.timeout, tls)?;
                    return Ok(Arc::new(transport));
                }
                Ok(Arc::new(ReqwestTransport::with(self.timeout)?))
            });
            made.as_ref().map_err(|error| error.clone().into())
        }
        #[cfg(not(feature = "reqwest"))]
        Err(Error::configuration(
            "there is no transport: call `.transport(…)` on the builder, or enable the feature \
             `reqwest` of oauth-runtime",
        ))
    }
}
