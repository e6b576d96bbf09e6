//! Several requests without I/O: a request out, an answer in, until there is nothing left to do.

use std::fmt;

use http::{Request, Response, Uri};

use super::chain::Chain;
use crate::error::Error;

/// The requests of a call, one after the other, for a transport of the application's own.
///
/// ```
/// # use oauth_runtime::{http, Error, Step, Steps};
/// # fn send(_: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> { http::Response::new(vec![]) }
/// # fn run<T>(mut steps: Steps<T>) -> Result<T, Error> {
/// loop {
///     match steps.step()? {
///         Step::Send(request) => steps.answer(send(request))?,
///         Step::Done(token) => return Ok(token),
///     }
/// }
/// # }
/// ```
///
/// A step that failed is still the next one: [`Steps::step`] gives its request again. If it is given up,
/// the error ([`Error::Unfinished`]) holds the token that the steps before have given. An answer that only wants a
/// nonce in the proof (RFC 9449, 8 and 9) is no error: the same step comes once more, with it.
#[must_use = "nothing is done before `step` is called"]
pub struct Steps<T> {
    chain: Chain,
    /// Where the request went, if it has a proof.
    proven_at: Option<Uri>,
    /// Whether that was the second time, with the nonce of the first answer.
    is_again: bool,
    finish: fn(&mut Chain) -> Result<T, Error>,
}

/// What comes next.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it is taken apart at once, and there is one at a time"
)]
pub enum Step<T> {
    /// Send this and pass what comes back to [`Steps::answer`]. It holds secrets.
    Send(Request<Vec<u8>>),
    /// This is it.
    Done(T),
}

impl<T> Steps<T> {
    pub(super) fn new(chain: Chain, finish: fn(&mut Chain) -> Result<T, Error>) -> Self {
        Self { chain, proven_at: None, is_again: false, finish }
    }

    /// What comes next.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings or the call lack something that the request needs, and
    /// [`Error::Unfinished`] with the same if there is a token already.
    pub fn step(&mut self) -> Result<Step<T>, Error> {
        match self.chain.request()? {
            Some(request) => {
                let binds = self.chain.core().dpop.is_some();
                self.proven_at = binds.then(|| request.uri().clone());
                Ok(Step::Send(request))
            }
            None => (self.finish)(&mut self.chain).map(Step::Done),
        }
    }

    /// Reads the answer to the request that [`Steps::step`] gave.
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer, and
    /// [`Error::Unfinished`] with one of them if there is a token already.
    pub fn answer(&mut self, response: Response<Vec<u8>>) -> Result<(), Error> {
        if let (Some(uri), Some(binding)) = (&self.proven_at, &self.chain.core().dpop)
            && binding.asks_again(uri, &response)
            && !self.is_again
        {
            self.is_again = true;
            return Ok(());
        }
        self.is_again = false;
        self.chain.answer(response)
    }

    pub(super) async fn run(self) -> Result<T, Error> {
        (self.finish)(&mut self.chain.run().await?)
    }
}

impl<T> fmt::Debug for Steps<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Steps").finish_non_exhaustive()
    }
}
