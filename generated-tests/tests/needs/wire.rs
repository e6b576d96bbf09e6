//! A transport that answers from a list and keeps what was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use oauth_runtime::grants::AuthorizationCode;
use oauth_runtime::http::{Request, Response};
use oauth_runtime::transport::TransportFuture;
use oauth_runtime::{
    Client, ClientBuilder, Clock, Error, OptionalVariables, Provider, Token, Transport,
};

/// What time it is in the tests: seconds since 1970.
pub(crate) const NOW: u64 = 1_700_000_000;

/// The wire: shared by the client and the test.
#[derive(Clone, Default)]
pub(crate) struct Wire {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    answers: VecDeque<Response<Vec<u8>>>,
    sent: Vec<Sent>,
    now: u64,
}

/// A request that was sent.
#[derive(Clone)]
pub(crate) struct Sent {
    request: Request<Vec<u8>>,
}

impl Wire {
    /// A wire with these answers, in order.
    pub(crate) fn answering(answers: impl IntoIterator<Item = Response<Vec<u8>>>) -> Self {
        let answers = answers.into_iter().collect();
        let inner = Inner { answers, sent: Vec::new(), now: NOW };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// Sets a client up for the wire: id `id`, secret `s3cr3t`, a redirect URI, the tests' clock.
    pub(crate) fn setup<P: Provider>(&self, builder: ClientBuilder<P>) -> ClientBuilder<P> {
        builder
            .client_id("id")
            .client_secret("s3cr3t")
            .redirect_uri("https://app.example/callback")
            .transport(self.clone())
            .clock(self.clone())
    }

    /// A client for the wire, of a provider whose variables have defaults.
    pub(crate) fn client<P: OptionalVariables>(&self) -> Client<P> {
        self.setup(Client::builder()).build().unwrap()
    }

    /// The whole authorization code flow: the browser comes back with `code=c0de`, the state, and more.
    pub(crate) async fn sign_in<P: Provider + AuthorizationCode>(
        &self,
        client: &Client<P>,
        more: &str,
    ) -> Result<Token<P>, Error> {
        let pending = client.authorize().begin()?;
        let state = param(pending.url(), "state").unwrap_or_default();
        let callback = format!("code=c0de&state={state}{more}");
        client.finish(pending, callback).await
    }

    /// The request of that number, from 0.
    pub(crate) fn sent(&self, number: usize) -> Sent {
        let inner = self.inner.lock().unwrap();
        let sent = inner.sent.get(number).cloned();
        sent.unwrap_or_else(|| {
            panic!("{} requests were sent, none has the number {number}", inner.sent.len())
        })
    }

    /// How many requests were sent.
    pub(crate) fn count(&self) -> usize {
        self.inner.lock().unwrap().sent.len()
    }

    /// One answer more.
    pub(crate) fn answer(&self, answer: Response<Vec<u8>>) {
        self.inner.lock().unwrap().answers.push_back(answer);
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: u64) {
        self.inner.lock().unwrap().now += seconds;
    }
}

impl Transport for Wire {
    fn send(&self, request: Request<Vec<u8>>) -> TransportFuture<'_> {
        let mut inner = self.inner.lock().unwrap();
        inner.sent.push(Sent { request });
        let answer = inner.answers.pop_front();
        let number = inner.sent.len();
        Box::pin(async move {
            Ok(answer.unwrap_or_else(|| panic!("there is no answer for request {number}")))
        })
    }
}

impl Clock for Wire {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.inner.lock().unwrap().now)
    }

    fn sleep(&self, pause: Duration) -> oauth_runtime::transport::BoxFuture<'static, ()> {
        self.pass(pause.as_secs());
        Box::pin(std::future::ready(()))
    }
}

impl Sent {
    /// `POST https://acme.example/token?…`.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.request.method(), self.request.uri())
    }

    /// A header; nothing if it is not there.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name).map(|value| value.to_str().unwrap())
    }

    /// The body.
    pub(crate) fn body(&self) -> &str {
        std::str::from_utf8(self.request.body()).unwrap()
    }

    /// A parameter of a form body.
    pub(crate) fn form(&self, name: &str) -> Option<String> {
        find(self.body(), name)
    }

    /// A parameter of the query.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        find(self.request.uri().query().unwrap_or_default(), name)
    }

    /// A JSON body.
    pub(crate) fn json(&self) -> oauth_runtime::Json {
        serde_json::from_slice(self.request.body()).unwrap()
    }
}

/// 200 with a JSON body.
pub(crate) fn json(body: &str) -> Response<Vec<u8>> {
    text(200, "application/json", body)
}

/// 200 with a form body.
pub(crate) fn form(body: &str) -> Response<Vec<u8>> {
    text(200, "application/x-www-form-urlencoded", body)
}

/// Any answer.
pub(crate) fn text(status: u16, content_type: &str, body: &str) -> Response<Vec<u8>> {
    let answer = Response::builder().status(status).header("content-type", content_type);
    answer.body(body.as_bytes().to_vec()).unwrap()
}

/// A parameter of a URL's query.
pub(crate) fn param(url: &str, name: &str) -> Option<String> {
    find(query(url), name)
}

/// All parameters of a URL's query, decoded, in order.
pub(crate) fn params(url: &str) -> Vec<(String, String)> {
    pairs(query(url)).collect()
}

fn query(url: &str) -> &str {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('#').next().unwrap_or_default()
}

fn find(query: &str, name: &str) -> Option<String> {
    pairs(query).find(|(known, _)| known == name).map(|(_, value)| value)
}

fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8().unwrap().into_owned()
    };
    query.split('&').filter(|pair| !pair.is_empty()).map(move |pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    })
}
