//! Calls of the token endpoint: each can be sent, or taken apart without I/O.

mod inner;
mod revocation;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use http::{Request, Response};

pub(crate) use inner::{Call, foreign};
pub use revocation::RevocationCall;

use crate::error::Error;
use crate::fields::Fields as _;
use crate::provider::{Provider, ScopeValue as _};
use crate::token::Token;
use crate::transport::BoxFuture;

/// A token request that has not been sent yet.
///
/// `.await` sends it with the client's transport. [`TokenCall::request`] and [`TokenCall::read`] are
/// the same without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct TokenCall<P> {
    call: Call,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> TokenCall<P> {
    pub(crate) fn new(call: Call) -> Self {
        Self { call, provider: PhantomData }
    }

    pub(crate) fn into_call(self) -> Call {
        self.call
    }

    /// Asks for these scopes too.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = P::Scope>) -> Self {
        for scope in scopes {
            self.call.add_scope(scope.value());
        }
        self
    }

    /// Asks for this scope too, whether the declaration knows it or not.
    pub fn scope(mut self, scope: &str) -> Self {
        self.call.add_scope(scope);
        self
    }

    /// Sends a further parameter. One that the request has already is refused.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.add_parameter(name.into(), value.into());
        self
    }

    /// The request, to be sent by a transport of the application's own.
    ///
    /// It holds secrets: the client's in a header, in the body or in the URL.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings or the call lack something that the request needs.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        self.call.request()
    }

    /// Reads the answer to the request.
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<Token<P>, Error> {
        self.call.read(P::TokenFields::FIELDS, response).map(Token::new)
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`TokenCall::request`] and [`TokenCall::read`], and [`Error::Transport`] if there was no
    /// answer.
    pub async fn send(self) -> Result<Token<P>, Error> {
        self.call.send(P::TokenFields::FIELDS).await.map(Token::new)
    }
}

impl<P: Provider> IntoFuture for TokenCall<P> {
    type Output = Result<Token<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> Clone for TokenCall<P> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), provider: PhantomData }
    }
}

impl<P> fmt::Debug for TokenCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenCall").field("grant", &self.call.grant).finish_non_exhaustive()
    }
}
