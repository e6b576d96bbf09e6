//! The transport over reqwest, with safe defaults.

use std::time::Duration;

use http::{Request, Response};
use reqwest::redirect::Policy;

use super::{Transport, TransportFuture, tls};
use crate::core::is_secure;
use crate::error::{TransportError, TransportFault};

/// The longest answer that is read, in bytes.
const LONGEST: usize = 1024 * 1024;
/// How long a request may take in all.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Who we are.
const USER_AGENT: &str =
    concat!("oauth-runtime/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// Sends requests with reqwest 0.13.
///
/// https only, except to loopback; no redirects; 30 seconds for a request and 10 for a connection; an
/// answer of at most 1 MiB, counted while it is read.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// TLS is checked by us only where the client is ours.
    ours: bool,
}

impl ReqwestTransport {
    /// With the defaults.
    ///
    /// # Errors
    /// If TLS cannot be set up, for example without any root certificate on the machine.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_timeout(None)
    }

    /// With another bound on the whole time of a request.
    pub(crate) fn with_timeout(timeout: Option<Duration>) -> Result<Self, TransportError> {
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(timeout.unwrap_or(TIMEOUT))
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(USER_AGENT);
        let fault = |error| {
            TransportError::with_source(
                TransportFault::Refused,
                "the HTTP client cannot be set up: check TLS and the root certificates of this machine",
                error,
            )
        };
        let builder = tls::choose(builder).map_err(fault)?;
        let client = builder.build().map_err(|error| fault(error.into()))?;
        Ok(Self { client, ours: true })
    }

    /// With a client of the application's own: its proxies, certificates, timeouts and TLS.
    ///
    /// If its policy follows redirects, the answer is refused when one has been followed; but the
    /// request was sent on by then. Build it with `redirect(Policy::none())`.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { client, ours: false }
    }

    async fn answer(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let request = reqwest::Request::try_from(request).map_err(fault)?;
        self.check(request.url())?;
        let url = request.url().clone();
        let mut answer = self.client.execute(request).await.map_err(fault)?;
        if *answer.url() != url {
            return Err(TransportError::new(
                TransportFault::Redirected,
                "the HTTP client followed a redirect, which can carry secrets to another place: build \
                 the `reqwest::Client` with `redirect(Policy::none())`",
            ));
        }
        let announced = answer.content_length().unwrap_or(0);
        if announced > LONGEST as u64 {
            return Err(too_long());
        }
        // Bounded by the line before.
        let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0));
        while let Some(chunk) = answer.chunk().await.map_err(fault)? {
            if body.len() + chunk.len() > LONGEST {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = Response::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }

    fn check(&self, url: &url::Url) -> Result<(), TransportError> {
        if !is_secure(url) {
            return Err(TransportError::new(
                TransportFault::Refused,
                "requests go over https only (http is for loopback): check the endpoint",
            ));
        }
        if self.ours && !tls::AVAILABLE && url.scheme() == "https" {
            return Err(TransportError::new(
                TransportFault::Refused,
                "https needs TLS: enable one of the features `rustls-ring`, `rustls-aws-lc` and \
                 `native-tls` of oauth-runtime, or pass a client with `.http_client(…)`",
            ));
        }
        Ok(())
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Vec<u8>>) -> TransportFuture<'_> {
        Box::pin(self.answer(request))
    }
}

fn too_long() -> TransportError {
    TransportError::new(
        TransportFault::TooLong,
        format!("the answer is longer than {LONGEST} bytes: the endpoint is not what it should be"),
    )
}

/// Our words for reqwest's error, whose URL is taken away: its query can hold secrets.
fn fault(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (fault, message) = if error.is_timeout() {
        (TransportFault::Timeout, "there was no complete answer in time; try again later")
    } else if error.is_connect() {
        (TransportFault::Connect, "there is no connection; check the address and the network")
    } else if error.is_request() || error.is_body() || error.is_decode() {
        (
            TransportFault::Broken,
            "the connection was closed before the answer was complete; try again",
        )
    } else {
        (TransportFault::Other, "the request could not be sent")
    };
    TransportError::with_source(fault, message, error)
}
