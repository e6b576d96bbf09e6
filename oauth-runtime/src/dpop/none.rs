//! What there is without the feature `jose`: nothing.

use http::{HeaderMap, Request, Response, StatusCode, Uri};

use crate::core::Core;
use crate::error::Error;
use crate::token::TokenData;
use crate::transport::TransportFuture;

/// Makes a request once more: what nobody wants.
pub(crate) type Anew<'a> = dyn Fn() -> Result<Request<Vec<u8>>, Error> + Sync + 'a;

/// There is no value of this: a client of a provider that wants proofs is not built.
pub(crate) enum Binding {}

impl Binding {
    pub(crate) fn thumbprint(&self) -> &str {
        match *self {}
    }

    pub(crate) fn accept(&self, _: &mut TokenData) -> Result<(), &'static str> {
        match *self {}
    }

    pub(crate) fn asks_again(&self, _: &Uri, _: &Response<Vec<u8>>) -> bool {
        match *self {}
    }

    pub(crate) fn challenges_again(&self, _: &Uri, _: StatusCode, _: &HeaderMap) -> bool {
        match *self {}
    }

    pub(crate) fn note(&self, _: &Uri, _: &HeaderMap) {
        match *self {}
    }
}

impl Core {
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as with the feature")]
    pub(crate) const fn prove(&self, _: &mut Request<Vec<u8>>) -> Result<(), Error> {
        Ok(())
    }

    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as with the feature")]
    pub(crate) const fn prove_held(
        &self,
        _: &mut Request<Vec<u8>>,
        _: &TokenData,
    ) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) fn send<'a>(
        &'a self,
        request: Request<Vec<u8>>,
        _: Option<&'a Anew<'a>>,
    ) -> Result<TransportFuture<'a>, Error> {
        Ok(self.common.transport.get()?.send(request))
    }
}
