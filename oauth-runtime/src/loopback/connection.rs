//! One connection: one request, bounded in size and time, and one page.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::gate::{Gate, Told};
use crate::error::Error;
use crate::flow::Accepted;

/// How long a connection may last: a browser sends its request at once.
const LONGEST: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes. Codes that are tokens of their own are some thousand.
const LARGEST_HEAD: usize = 32 * 1024;
/// The largest form, in bytes.
const LARGEST_BODY: usize = 32 * 1024;
/// The most headers.
const MOST_HEADERS: usize = 64;
/// What a page may do: show itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Serves one connection to its end, or until it must give way; the callback, if it brought that.
pub(super) async fn serve(
    stream: TcpStream,
    gate: &Gate,
    mut gives_way: oneshot::Receiver<()>,
) -> Option<Result<Accepted, Error>> {
    let told = Mutex::new(None);
    let service = service_fn(|request| {
        let told = &told;
        async move { Ok::<_, Infallible>(answer(request, gate, told).await) }
    });
    let connection = http1::Builder::new()
        .keep_alive(false)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    {
        let mut connection = pin!(tokio::time::timeout(LONGEST, connection));
        // However it ends: what counts is whether the callback came.
        let end = poll_fn(|context| match connection.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending => Pin::new(&mut gives_way).poll(context).map(drop),
        });
        end.await;
    }
    told.into_inner().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(
    request: Request<Incoming>,
    gate: &Gate,
    told: &Mutex<Option<Result<Accepted, Error>>>,
) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    if !gate.may_be(&head) {
        return stray();
    }
    let Ok(body) = Limited::new(body, LARGEST_BODY).collect().await else { return stray() };
    let request = Request::from_parts(head, body.to_bytes().to_vec());
    match gate.tell(&request) {
        Told::Stray => stray(),
        Told::Callback(accepted) => {
            let page = gate.page(accepted.is_ok());
            *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(*accepted);
            page_response(page)
        }
    }
}

fn stray() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// The page. Its address holds the code: nobody is told where the browser was, and nothing is kept.
fn page_response(page: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(page)));
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
