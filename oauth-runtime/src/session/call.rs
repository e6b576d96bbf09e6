//! A call of the API, being put together.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, Request};
use serde::Serialize;
use url::Url;

use super::response::ApiResponse;
use super::send::{address, api, base, is_absolute, uri};
use super::shared::Shared;
use crate::core::Base;
use crate::error::Error;
use crate::escape::push_component;
use crate::transport::BoxFuture;

/// A call of the API that has not been sent yet. [`ApiCall::send`] or `.await` sends it.
#[must_use = "nothing is sent before it is awaited"]
pub struct ApiCall {
    shared: Arc<Shared>,
    url: Option<Url>,
    /// What the path was appended to, where that comes with the token.
    below: Option<Base>,
    request: Request<Vec<u8>>,
    /// The first thing that was wrong, told when it is sent.
    problem: Option<Error>,
}

impl ApiCall {
    pub(super) fn new(shared: Arc<Shared>, method: Method, path: &str) -> Self {
        let held = shared.current();
        let core = shared.core();
        let made = api(&core).and_then(|api| {
            let base = base(&core, api, &held)?;
            let url = address(api, &base, path)?;
            Ok(match base {
                Cow::Owned(base) if !is_absolute(path) => (url, Some(base)),
                _ => (url, None),
            })
        });
        let (url, below, problem) = match made {
            Ok((url, below)) => (Some(url), below, None),
            Err(error) => (None, None, Some(error)),
        };
        let mut request = Request::new(Vec::new());
        *request.method_mut() = method;
        Self { shared, url, below, request, problem }
    }

    /// Appends one segment to the path, encoded: whatever is in the text, the path below it stays what it is. Give
    /// users' text here, and not in the path.
    ///
    /// A segment that is empty, `.` or `..`, which no encoding protects, is refused when the call is sent.
    ///
    /// ```
    /// # fn run<P: oauth_runtime::Provider>(session: &oauth_runtime::Session<P>, id: &str) {
    /// let call = session.get("/item").segment(id).segment("comments");
    /// # }
    /// ```
    pub fn segment(mut self, segment: impl fmt::Display) -> Self {
        self.push(&segment.to_string());
        self
    }

    fn push(&mut self, segment: &str) {
        if matches!(segment, "" | "." | "..") {
            self.fail(format!("`{segment}` cannot be a segment of a path"));
        } else if let Some(url) = &mut self.url {
            let mut path = url.path().trim_end_matches('/').to_owned();
            path.push('/');
            push_component(&mut path, segment);
            url.set_path(&path);
        }
    }

    /// Adds to the query.
    pub fn query<K: AsRef<str>, V: AsRef<str>>(
        mut self,
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        if let Some(url) = &mut self.url {
            url.query_pairs_mut().extend_pairs(pairs);
            // Of no pairs at all it leaves a `?`, which is another address where that is signed or compared.
            if url.query() == Some("") {
                url.set_query(None);
            }
        }
        self
    }

    /// Sets a header. `Authorization` and the headers that the provider declares are the session's.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.request.headers_mut().insert(name, value);
            }
            _ => self.fail(format!("`{}` cannot be sent as a header", crate::error::shown(name))),
        }
        self
    }

    /// Sends JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.content("application/json", body),
            Err(error) => {
                self.fail(format!("the value cannot be written as JSON: {error}"));
                self
            }
        }
    }

    /// Sends a form.
    pub fn form<K: AsRef<str>, V: AsRef<str>>(
        self,
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(pairs);
        let body = form.finish().into_bytes();
        self.content("application/x-www-form-urlencoded", body)
    }

    /// Sends these bytes.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        *self.request.body_mut() = body.into();
        self
    }

    /// Sends the call with a fresh token, and once more with a new one if the API says that it has
    /// expired. If that is refused, too, it may be this address or a permission: the call gets an error
    /// ([`AgainReason::RefusedTwice`](crate::AgainReason::RefusedTwice)), and the session goes on.
    ///
    /// An answer of any status is an answer: see [`ApiResponse::error_for_status`].
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if the token is no longer good and cannot be renewed, what the renewal
    /// said, [`Error::Transport`] if there was no answer, [`Error::Configuration`] if the call cannot be
    /// made.
    pub async fn send(self) -> Result<ApiResponse, Error> {
        let call = self.whole()?;
        call.shared.send(call.request, call.below.as_ref()).await
    }

    /// With its address in it, if nothing was wrong.
    fn whole(mut self) -> Result<Self, Error> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if let Some(url) = &self.url {
            *self.request.uri_mut() = uri(url)?;
        }
        Ok(self)
    }

    /// The request with a fresh token and what the declaration adds, for an HTTP client of the application's own: to
    /// stream the answer, or, with `.map(…)`, the body. It holds secrets.
    ///
    /// The session hears nothing of the answer: if the API says that the token has expired, call
    /// [`Session::renew`](crate::Session::renew) and prepare it anew; of nonces for proofs it hears by
    /// [`Session::heard`](crate::Session::heard). That client must follow no redirects, which would
    /// carry the token elsewhere, and must not reach an inner network with a request that carries
    /// [`OutsideOnly`](crate::transport::OutsideOnly).
    ///
    /// # Errors
    /// As [`ApiCall::send`], but for what the API says.
    pub async fn prepare(self) -> Result<Request<Vec<u8>>, Error> {
        let call = self.whole()?;
        call.shared.prepare(call.request, call.below.as_ref()).await
    }

    fn content(mut self, kind: &'static str, body: Vec<u8>) -> Self {
        self.request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        self.body(body)
    }

    fn fail(&mut self, message: String) {
        self.problem.get_or_insert_with(|| Error::configuration(message));
    }
}

impl IntoFuture for ApiCall {
    type Output = Result<ApiResponse, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for ApiCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiCall")
            .field("method", self.request.method())
            .field("path", &self.url.as_ref().map(Url::path))
            .finish_non_exhaustive()
    }
}
