//! Revoking a token (RFC 7009).

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use http::{Request, Response};

use super::inner::foreign;
use crate::answer::token_fault;
use crate::core::{Core, Values};
use crate::error::Error;
use crate::token::TokenData;
use crate::transport::BoxFuture;
use crate::wipe::Wiped;

/// A revocation that has not been sent yet. `.await` sends it.
#[derive(Clone)]
#[must_use = "nothing is sent before it is awaited"]
pub struct RevocationCall {
    core: Arc<Core>,
    token: Arc<TokenData>,
}

impl RevocationCall {
    pub(crate) fn new(core: Arc<Core>, token: Arc<TokenData>) -> Self {
        Self { core, token }
    }

    /// The request, to be sent by a transport of the application's own. It holds secrets.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the provider does not declare a revocation endpoint, or the token
    /// is another provider's.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        if let Some(message) = foreign(&self.core, &self.token) {
            return Err(Error::configuration(message));
        }
        let Some(request) = &self.core.revocation else {
            return Err(self.core.lacks("revocation"));
        };
        let fixed = Some(&self.core.fixed);
        request.build(&Values { fixed, token: Some(&self.token), ..Values::default() }, &[])
    }

    /// Reads the answer: every 2xx means that the token is revoked (RFC 7009, 2.2).
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<(), Error> {
        let (parts, body) = response.into_parts();
        let body = Wiped(body);
        if parts.status.is_success() {
            return Ok(());
        }
        Err(token_fault(self.core.spec, parts.status, &parts.headers, body))
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`RevocationCall::request`] and [`RevocationCall::read`], and [`Error::Transport`] if there
    /// was no answer.
    pub async fn send(self) -> Result<(), Error> {
        let request = self.request()?;
        let response = self.core.transport.get()?.send(request).await?;
        self.read(response)
    }
}

impl IntoFuture for RevocationCall {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for RevocationCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RevocationCall").finish_non_exhaustive()
    }
}
