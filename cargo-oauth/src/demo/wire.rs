//! What went over the wire: requests as the emulator saw them arrive, answers as the client got them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use oauth_emulator::{Emulator, Recorded, Step};
use oauth_runtime::http::{Request, Response};
use oauth_runtime::transport::{Transport, TransportFuture};
use oauth_runtime::{Json, ReqwestTransport};

use super::refusal;

/// The client's transport, listened to.
pub(super) struct Wire {
    transport: ReqwestTransport,
    answers: Mutex<Vec<Option<Answer>>>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// A request that arrived, and its answer, if there was one.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) request: Recorded,
    pub(super) answer: Option<Answer>,
    /// The code of a refusal, in the provider's own words.
    code: Option<String>,
}

impl Wire {
    pub(super) fn new(transport: ReqwestTransport) -> Arc<Self> {
        Arc::new(Self { transport, answers: Mutex::default() })
    }

    /// What was exchanged since this was last asked, the browser's requests left out.
    pub(super) fn take(&self, emulator: &Emulator) -> Vec<Exchange> {
        let mut answers = std::mem::take(&mut *self.answers()).into_iter();
        let mut requests = emulator.requests();
        emulator.clear_requests();
        requests.retain(|request| request.step != Step::Authorize);
        let exchange = |request| {
            let answer = answers.next().unwrap_or_default();
            let code = answer.as_ref().and_then(|answer: &Answer| {
                refusal::code(&emulator.spec().errors, answer.status, &answer.body)
            });
            Exchange { request, answer, code }
        };
        requests.into_iter().map(exchange).collect()
    }

    fn answers(&self) -> MutexGuard<'_, Vec<Option<Answer>>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Wire {
    fn send(&self, request: Request<Vec<u8>>) -> TransportFuture<'_> {
        Box::pin(async move {
            let outcome = self.transport.send(request).await;
            let answer = |response: &Response<Vec<u8>>| Answer {
                status: response.status().as_u16(),
                body: response.body().clone(),
            };
            self.answers().push(outcome.as_ref().ok().map(answer));
            outcome
        })
    }
}

impl Exchange {
    /// The status of the answer; 0 if there was none.
    pub(super) fn status(&self) -> u16 {
        self.answer.as_ref().map_or(0, |answer| answer.status)
    }

    /// A member of the answer.
    pub(super) fn member(&self, name: &str) -> Option<Json> {
        let answer = self.answer.as_ref()?;
        let body: Json = String::from_utf8_lossy(&answer.body).parse().ok()?;
        body.get(name).cloned()
    }

    /// Where the request went, without its query. The journal has the provider's own host, not the
    /// mirror's.
    pub(super) fn address(&self) -> String {
        address(&self.request)
    }

    /// The exchange in a few words: `GET /me 401 invalid_token`.
    pub(super) fn short(&self) -> String {
        let Recorded { method, host, path, .. } = &self.request;
        let place = if path.trim_matches('/').is_empty() { host } else { path };
        match (self.status(), &self.code) {
            (0, _) => format!("{method} {place} without an answer"),
            (status, Some(code)) => format!("{method} {place} {status} {code}"),
            (status, None) => format!("{method} {place} {status}"),
        }
    }
}

/// Every text that a request carries under a name: headers, and parameters wherever they are.
pub(super) fn texts(request: &Recorded) -> Vec<(String, String)> {
    let mut texts = request.headers.clone();
    texts.extend(request.query_pairs());
    texts.extend(request.form_pairs());
    texts.extend(multipart(request));
    if let Ok(Json::Object(members)) = request.text().parse::<Json>() {
        let text = |(name, value): (String, Json)| Some((name, value.as_str()?.to_owned()));
        texts.extend(members.into_iter().filter_map(text));
    }
    texts
}

/// The parts of a multipart body (RFC 7578), by their names.
pub(super) fn multipart(request: &Recorded) -> Vec<(String, String)> {
    let kind = request.header("content-type").unwrap_or_default();
    let Some((_, boundary)) = kind.split_once("boundary=") else { return Vec::new() };
    let text = request.text();
    let part = |part: &str| {
        let (head, value) = part.split_once("\r\n\r\n")?;
        let (_, name) = head.split_once("name=\"")?;
        let (name, _) = name.split_once('"')?;
        Some((name.to_owned(), value.trim_end_matches("\r\n").to_owned()))
    };
    text.split(&format!("--{}", boundary.trim_matches('"'))).filter_map(part).collect()
}

/// Where a request went, without its query.
pub(super) fn address(request: &Recorded) -> String {
    let name = request.host.split(':').next().unwrap_or_default();
    // Anything else is never sent without TLS, and the journal does not say.
    let scheme = if matches!(name, "localhost" | "127.0.0.1") { "http" } else { "https" };
    format!("{scheme}://{}{}", request.host, request.path)
}

/// Several exchanges in a few words.
pub(super) fn chain(exchanges: &[Exchange]) -> String {
    if exchanges.is_empty() {
        return "nothing was sent".to_owned();
    }
    let short: Vec<String> = exchanges.iter().map(Exchange::short).collect();
    short.join(", ")
}

/// What kind of request each was, and how it was answered. The provider's keys are asked for when they are
/// not known, which is no part of what a declaration says.
pub(super) fn steps(exchanges: &[Exchange]) -> Vec<(Step, u16)> {
    let asked = exchanges.iter().filter(|each| each.request.step != Step::Keys);
    asked.map(|each| (each.request.step, each.status())).collect()
}
