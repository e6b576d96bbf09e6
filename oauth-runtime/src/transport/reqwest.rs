//! The transport over reqwest, with safe defaults.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Method, Request, Response, Uri};
use url::Url;

#[cfg(feature = "mtls")]
use super::Tls;
use super::ours::Ours;
use super::outside::LeadsInside;
#[cfg(all(
    test,
    any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")
))]
use super::outside::Lookup;
use super::{LongestAnswer, OutsideOnly, Transport, TransportFuture, tls};
use crate::error::{TransportError, TransportFault, shown};
use crate::hosts::{is_loopback, is_secure};
use crate::inner::is_private;

/// The longest answer that is read unless the request says otherwise, in bytes.
const LONGEST: usize = 1024 * 1024;

/// Sends requests with reqwest 0.13.
///
/// https only, except to loopback; no redirects; 30 seconds for a request and 10 for a connection; an
/// answer of at most 1 MiB ([`LongestAnswer`] is another bound), counted while it is read. What is named from outside
/// does not lead into an inner network: the address that a name resolves to is looked at, and the one that was looked
/// at is connected to. Behind a proxy, it is the proxy that resolves names.
///
/// The proxies of the system are used, as `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` name them, unless they are SOCKS, which
/// takes a `reqwest::Client` with that feature; never for requests that stay on this machine, which are in clear.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// What there is if the client is ours: then it follows no redirects either, and its TLS is what our
    /// features say.
    ours: Option<Arc<Ours>>,
    /// Addresses that were checked and parsed already. A client asks few, again and again.
    known: Arc<Mutex<Vec<(Uri, Url)>>>,
}

/// At most this many addresses are remembered.
const KNOWN: usize = 8;

impl ReqwestTransport {
    /// With the defaults.
    ///
    /// # Errors
    /// If TLS cannot be set up, for example without any root certificate on the machine.
    pub fn new() -> Result<Self, TransportError> {
        Self::with(None)
    }

    /// With another bound on the whole time of a request, for a transport that clients share or that another one
    /// stands before. To make one takes some milliseconds (it reads the root certificates); a clone is the same one.
    ///
    /// # Errors
    /// As [`ReqwestTransport::new`].
    pub fn with_timeout(timeout: Duration) -> Result<Self, TransportError> {
        Self::with(Some(timeout))
    }

    pub(super) fn with(timeout: Option<Duration>) -> Result<Self, TransportError> {
        Self::made(Ours::new(timeout))
    }

    /// With certificates, too.
    #[cfg(feature = "mtls")]
    pub(crate) fn with_certificates(
        timeout: Option<Duration>,
        certificates: &Tls,
    ) -> Result<Self, TransportError> {
        let mut ours = Ours::new(timeout);
        ours.tls = Some(certificates.clone());
        Self::made(ours)
    }

    /// With another idea of where names lead.
    #[cfg(all(
        test,
        any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")
    ))]
    pub(super) fn looking_up(lookup: Lookup) -> Result<Self, TransportError> {
        let mut ours = Ours::new(None);
        ours.lookup = lookup;
        Self::made(ours)
    }

    fn made(ours: Ours) -> Result<Self, TransportError> {
        Ok(Self { client: ours.client()?, ours: Some(Arc::new(ours)), known: Arc::default() })
    }

    /// With a client of the application's own: its proxies, certificates, timeouts and TLS. One that talks to this
    /// machine over `http` is built with `no_proxy()`, or a proxy sees what is sent.
    ///
    /// If its policy follows redirects, the answer is refused when one has been followed; but the
    /// request was sent on by then. Build it with `redirect(Policy::none())`.
    ///
    /// **Nothing but its own `timeout` bounds the time of a request**, and by default it has none: then a token request
    /// that is never answered holds up the session's renewal, and all that wait for it. Build it with `timeout(…)`.
    ///
    /// Where names lead is its own resolver's matter: of addresses that are named from outside, only those that
    /// are inner ones by themselves (`https://10.0.0.1`) are refused here. A client that talks to providers that
    /// others have named takes a `dns_resolver` that hands on no address that
    /// [`is_inner`](crate::transport::is_inner).
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { client, ours: None, known: Arc::default() }
    }

    async fn answer(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let (parts, body) = request.into_parts();
        let url = self.url(&parts.uri)?;
        let longest = parts.extensions.get().map_or(LONGEST, |LongestAnswer(bytes)| *bytes);
        let (outside, direct);
        let client = if parts.extensions.get::<OutsideOnly>().is_some() {
            outside = self.outside(&url)?;
            &outside
        } else if let Some(client) = self.direct(&url) {
            direct = client?;
            &direct
        } else {
            &self.client
        };
        // Only a client of the application's own can follow a redirect.
        let asked = self.ours.is_none().then(|| url.clone());
        let mut headers = parts.headers;
        if body.is_empty() && expects_content(&parts.method) {
            // RFC 9110, 8.6; below HTTP/2, hyper says nothing of a body that is not there.
            headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
        }
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body.into());
        let mut answer = client.execute(request).await.map_err(fault)?;
        if asked.is_some_and(|asked| *answer.url() != asked) {
            return Err(TransportError::new(
                TransportFault::Redirected,
                "the HTTP client followed a redirect, which can carry secrets to another place: build \
                 the `reqwest::Client` with `redirect(Policy::none())`",
            ));
        }
        let announced = answer.content_length().unwrap_or(0);
        if announced > longest as u64 {
            return Err(too_long(longest));
        }
        // What is announced is not there yet.
        let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0).min(LONGEST));
        while let Some(chunk) = answer.chunk().await.map_err(fault)? {
            if body.len() + chunk.len() > longest {
                return Err(too_long(longest));
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = Response::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }

    /// What sends a request to an address that was named from outside.
    fn outside(&self, url: &Url) -> Result<reqwest::Client, TransportError> {
        let host = url.host_str().unwrap_or_default();
        if is_private(url) {
            return Err(inside(&LeadsInside(host.to_owned())));
        }
        match &self.ours {
            Some(ours) => ours.outside(host),
            None => Ok(self.client.clone()),
        }
    }

    /// What sends a request to this machine, if not the client that sends the others.
    fn direct(&self, url: &Url) -> Option<Result<reqwest::Client, TransportError>> {
        let ours = self.ours.as_ref()?;
        if is_loopback(url) { ours.direct() } else { None }
    }

    /// The address, checked.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        // A panic elsewhere leaves a list that is whole.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, url)) = known().iter().find(|(other, _)| other == uri) {
            return Ok(url.clone());
        }
        let url = Url::parse(&uri.to_string()).map_err(|_| {
            let message = "the address of a request is not a whole URL: check the endpoint";
            TransportError::new(TransportFault::Refused, message)
        })?;
        self.check(&url)?;
        let mut known = known();
        // A query can hold secrets, and is another one each time.
        if uri.query().is_none() && known.len() < KNOWN {
            known.push((uri.clone(), url.clone()));
        }
        Ok(url)
    }

    fn check(&self, url: &Url) -> Result<(), TransportError> {
        if !is_secure(url) {
            return Err(TransportError::new(
                TransportFault::Refused,
                "requests go over https only (http is for loopback): check the endpoint",
            ));
        }
        if self.ours.is_some() && !tls::AVAILABLE && url.scheme() == "https" {
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
        let Some(limit) = self.ours.as_ref().map(|ours| ours.timeout) else {
            return Box::pin(self.answer(request));
        };
        // Of its address that is what may be told.
        let host: Option<Box<str>> = request.uri().host().map(Into::into);
        // One timer around everything is cheaper than those of reqwest.
        Box::pin(async move {
            tokio::time::timeout(limit, self.answer(request)).await.unwrap_or_else(|_| {
                Err(TransportError::new(TransportFault::Timeout, too_late(host.as_deref())))
            })
        })
    }
}

/// What it is made of, and not where it has been: there are paths with a token in them.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ReqwestTransport")
            .field("client", &self.client)
            .field("ours", &self.ours)
            .finish_non_exhaustive()
    }
}

/// Whether servers expect content with that method, so that they must be told of none.
fn expects_content(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

fn inside(error: &LeadsInside) -> TransportError {
    TransportError::new(TransportFault::Refused, error.to_string())
}

fn too_long(longest: usize) -> TransportError {
    TransportError::new(
        TransportFault::TooLong,
        format!(
            "the answer is longer than {longest} bytes: the endpoint is not what it should be, or, of an API, a \
             session takes `.longest_answer(…)`"
        ),
    )
}

fn too_late(host: Option<&str>) -> String {
    format!("there was no complete answer{} in time; try again later", place("of", host))
}

/// Who was asked, after that word.
fn place(word: &str, host: Option<&str>) -> String {
    host.map(|host| format!(" {word} {}", shown(host))).unwrap_or_default()
}

/// Our words for reqwest's error, whose URL is taken away: its query can hold secrets. Its host is told, as there are
/// several that a client asks.
fn fault(error: reqwest::Error) -> TransportError {
    let host = error.url().and_then(Url::host_str).map(str::to_owned);
    let (error, host) = (error.without_url(), host.as_deref());
    if let Some(error) = LeadsInside::below(&error) {
        return inside(error);
    }
    if error.is_connect() && !error.is_timeout() {
        let why = cause(&error).map(|why| format!(" ({})", shown(&why))).unwrap_or_default();
        let to = place("to", host);
        let message = format!("there is no connection{to}{why}; check the address and the network");
        return TransportError::with_source(TransportFault::Connect, message, error);
    }
    let (fault, message) = if error.is_timeout() {
        (TransportFault::Timeout, too_late(host))
    } else if error.is_request() || error.is_body() || error.is_decode() {
        let to = place("to", host);
        let message =
            format!("the connection{to} was closed before the answer was complete; try again");
        (TransportFault::Broken, message)
    } else {
        (TransportFault::Other, format!("the request{} could not be sent", place("to", host)))
    };
    TransportError::with_source(fault, message, error)
}

/// What the system or the TLS library says at the bottom of it: that nobody listens, that there is no such name, that the
/// certificate is not trusted. It knows addresses at most.
fn cause(error: &dyn std::error::Error) -> Option<String> {
    let below = std::iter::successors(error.source(), |error| error.source());
    below.last().map(ToString::to_string)
}
