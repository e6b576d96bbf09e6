//! The requests that came, for tests that ask what was sent.

use std::collections::VecDeque;

use crate::fault::Step;
use crate::http::{Arrived, pairs};

/// How many requests are remembered.
const LIMIT: usize = 10_000;

/// A request that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The step that it belongs to.
    pub step: Step,
    /// The HTTP method.
    pub method: String,
    /// The provider's host, with its port if the address names one.
    pub host: String,
    /// The path at that host, as it was sent.
    pub path: String,
    /// The query, as it was sent.
    pub query: Option<String>,
    /// The headers in order, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The status of the answer; none if there was no answer, or not yet.
    pub status: Option<u16>,
}

impl Recorded {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The pairs of the query, decoded.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        pairs(self.query.as_deref().unwrap_or_default().as_bytes())
    }

    /// The pairs of the body, if it is a form.
    pub fn form_pairs(&self) -> Vec<(String, String)> {
        let form = self.header("content-type").is_some_and(|value| {
            value.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
        });
        if form { pairs(&self.body) } else { Vec::new() }
    }
}

/// All of them, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<(u64, Recorded)>,
    next: u64,
    token_requests: u64,
}

impl Journal {
    /// Notes a request and gives it a number.
    pub(crate) fn arrived(&mut self, arrived: &Arrived, step: Step) -> u64 {
        if self.entries.len() == LIMIT {
            self.entries.pop_front();
        }
        let number = self.next;
        self.next += 1;
        self.token_requests += u64::from(step == Step::Token);
        let recorded = Recorded {
            step,
            method: arrived.method.to_string(),
            host: arrived.came_to().to_owned(),
            path: arrived.path.clone(),
            query: arrived.query.clone(),
            headers: arrived.header_texts(),
            body: arrived.body.clone(),
            status: None,
        };
        self.entries.push_back((number, recorded));
        number
    }

    /// Notes how a request was answered.
    pub(crate) fn answered(&mut self, number: u64, status: u16) {
        if let Some((_, entry)) = self.entries.iter_mut().rev().find(|(id, _)| *id == number) {
            entry.status = Some(status);
        }
    }

    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.entries.iter().map(|(_, entry)| entry.clone()).collect()
    }

    pub(crate) fn token_requests(&self) -> u64 {
        self.token_requests
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.token_requests = 0;
    }
}
