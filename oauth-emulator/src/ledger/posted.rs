//! Requests that the provider makes by itself, waiting to be handed to the application.

use std::fmt;

use super::Ledger;

/// A request that the provider makes by itself. It is not sent: a test hands it to the application.
#[derive(Clone, PartialEq, Eq)]
pub struct Posted {
    /// The method.
    pub method: &'static str,
    /// Where it goes.
    pub url: String,
    /// Its headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Posted {
    /// As the application receives it.
    ///
    /// # Panics
    /// If somebody has changed its address or headers to what is none.
    pub fn request(&self) -> hyper::Request<Vec<u8>> {
        let mut request = hyper::Request::builder().method(self.method).uri(&self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(self.body.clone()).expect("what the emulator makes is a request")
    }
}

/// The body holds a code.
impl fmt::Debug for Posted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Posted").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Ledger {
    /// Notes a request.
    pub(crate) fn post(&mut self, posted: Posted) {
        self.posted.push_back(posted);
    }

    /// The oldest that was not fetched.
    pub(crate) fn fetch_posted(&mut self) -> Option<Posted> {
        self.posted.pop_front()
    }
}
