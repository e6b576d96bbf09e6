//! A transport in memory: it notes requests and gives the answers of a script.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use http::{Request, Response};
use oauth_runtime::transport::{Transport, TransportFuture};
use oauth_runtime::{TransportError, TransportFault};

/// An answer of the script.
pub enum Answer {
    Response(Response<Vec<u8>>),
    Fault(TransportFault),
    /// The answer comes when the sender says so.
    Held(tokio::sync::oneshot::Receiver<()>, Response<Vec<u8>>),
}

/// A JSON answer.
pub fn json(status: u16, body: &str) -> Answer {
    let response = Response::builder().status(status).header("content-type", "application/json");
    Answer::Response(response.body(body.as_bytes().to_vec()).unwrap())
}

/// An answer with headers and a body.
pub fn status(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Answer::Response(response.body(body.as_bytes().to_vec()).unwrap())
}

#[derive(Default)]
struct Inner {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<Request<Vec<u8>>>>,
}

/// The transport. A clone is the same one.
#[derive(Clone, Default)]
pub struct Script(Arc<Inner>);

impl Script {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn answer(&self, answer: Answer) {
        self.0.answers.lock().unwrap().push_back(answer);
    }

    /// How many requests there have been.
    pub fn count(&self) -> usize {
        self.0.requests.lock().unwrap().len()
    }

    /// The last request: method, URL and body as text, and its headers.
    pub fn last(&self) -> (String, String, String, http::HeaderMap) {
        let requests = self.0.requests.lock().unwrap();
        let request = requests.last().expect("no request was sent");
        (
            request.method().to_string(),
            request.uri().to_string(),
            String::from_utf8(request.body().clone()).unwrap(),
            request.headers().clone(),
        )
    }

    /// All requests: method, URL and body.
    pub fn all(&self) -> Vec<String> {
        let requests = self.0.requests.lock().unwrap();
        let shown = |request: &Request<Vec<u8>>| {
            let body = String::from_utf8_lossy(request.body()).into_owned();
            format!("{} {} {body}", request.method(), request.uri())
        };
        requests.iter().map(shown).collect()
    }

    /// How many requests went to a path.
    pub fn to_path(&self, path: &str) -> usize {
        self.0
            .requests
            .lock()
            .unwrap()
            .iter()
            .filter(|request| request.uri().path() == path)
            .count()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Vec<u8>>) -> TransportFuture<'_> {
        Box::pin(async move {
            self.0.requests.lock().unwrap().push(request);
            let answer = self.0.answers.lock().unwrap().pop_front();
            match answer.expect("the script has no more answers") {
                Answer::Response(response) => Ok(response),
                Answer::Fault(fault) => Err(TransportError::new(fault, "scripted fault")),
                Answer::Held(gate, response) => {
                    let _ = gate.await;
                    Ok(response)
                }
            }
        })
    }
}
