//! Requests that are not as a client makes them, and what is said about those.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::{HeaderValue, Request, Response};
use oauth_runtime::transport::{BoxFuture, ReqwestTransport, Transport};
use oauth_runtime::{CallbackError, Error, TransportError};
use serde_json::Value;

/// In the workspace reqwest has rustls and no cryptography of its own; that it is installed already is no mistake.
pub(crate) fn tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

pub(crate) fn transport() -> ReqwestTransport {
    tls();
    ReqwestTransport::new().unwrap()
}

/// Sends a request as it is.
pub(crate) async fn send(request: Request<Vec<u8>>) -> Response<Vec<u8>> {
    transport().send(request).await.unwrap()
}

/// Gets a document: status and JSON.
pub(crate) async fn get(url: &str) -> (u16, Value) {
    let answer = send(Request::get(url).body(Vec::new()).unwrap()).await;
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(answer.body()).unwrap_or_default())
}

/// A request with another value for a parameter of its form, or without it.
pub(crate) fn with(
    mut request: Request<Vec<u8>>,
    name: &str,
    value: Option<&str>,
) -> Request<Vec<u8>> {
    // A form is written as a query is.
    let form = format!("http://localhost/?{}", std::str::from_utf8(request.body()).unwrap());
    let changed = url_with(&form, name, value);
    *request.body_mut() = changed.split_once('?').unwrap().1.as_bytes().to_vec();
    request
}

/// A parameter of a request's form.
pub(crate) fn form(request: &Request<Vec<u8>>, name: &str) -> String {
    let form = format!("http://localhost/?{}", std::str::from_utf8(request.body()).unwrap());
    query(&form, name)
}

/// A parameter of an address.
pub(crate) fn query(url: &str, name: &str) -> String {
    let parsed = reqwest::Url::parse(url).unwrap();
    let found = parsed.query_pairs().find(|(key, _)| key == name);
    found.unwrap_or_else(|| panic!("there is no {name} in {url}")).1.into_owned()
}

/// A request that comes from nobody.
pub(crate) fn unauthenticated(mut request: Request<Vec<u8>>) -> Request<Vec<u8>> {
    assert!(request.headers_mut().remove("authorization").is_some());
    request
}

/// A request with another token.
pub(crate) fn bearing(mut request: Request<Vec<u8>>, token: &str) -> Request<Vec<u8>> {
    let value = HeaderValue::try_from(format!("Bearer {token}")).unwrap();
    assert!(request.headers_mut().insert("authorization", value).is_some());
    request
}

/// An address without one of its parameters, or with another value for it.
pub(crate) fn url_with(url: &str, name: &str, value: Option<&str>) -> String {
    let mut url = reqwest::Url::parse(url).unwrap();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    assert!(pairs.iter().any(|(key, _)| key == name), "there is no {name} in {url}");
    let mut query = url.query_pairs_mut();
    query.clear();
    for (key, old) in &pairs {
        match value {
            Some(value) if key == name => query.append_pair(key, value),
            None if key == name => continue,
            _ => query.append_pair(key, old),
        };
    }
    drop(query);
    url.into()
}

/// What a server says no with: status and code.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> (u16, String) {
    match result {
        Err(Error::Provider(error)) => {
            (error.status().as_u16(), error.code().unwrap_or_default().to_owned())
        }
        other => panic!("the server does not say no: {other:?}"),
    }
}

/// What a callback says no with.
pub(crate) fn denial(error: Error) -> String {
    match error {
        Error::Callback(CallbackError::Denied(denial)) => denial.code().to_owned(),
        other => panic!("the callback does not say no: {other:?}"),
    }
}

/// A transport that counts the requests to a path.
#[derive(Clone)]
pub(crate) struct Counting {
    inner: Arc<ReqwestTransport>,
    path: &'static str,
    count: Arc<AtomicUsize>,
}

impl Counting {
    pub(crate) fn requests_to(path: &'static str) -> Self {
        Self { inner: Arc::new(transport()), path, count: Arc::default() }
    }

    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

impl Transport for Counting {
    fn send(
        &self,
        request: Request<Vec<u8>>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        if request.uri().path() == self.path {
            self.count.fetch_add(1, Ordering::SeqCst);
        }
        self.inner.send(request)
    }
}
