//! Sessions: calls of the API with a token that stays fresh.

mod builder;
mod call;
mod event;
mod held;
mod renewal;
mod response;
mod running;
mod send;
mod shared;
mod signal;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::{Method, Request};

pub use builder::SessionBuilder;
pub use call::ApiCall;
pub use event::{Event, Events};
use held::{Held, hold};
pub use response::ApiResponse;
use shared::Shared;

use crate::error::Error;
use crate::provider::Provider;
use crate::token::Token;

/// Calls of the API with a token that stays fresh. A clone is cheap and is the same session.
///
/// The token is renewed ahead of its expiry, when a call asks for it, and when the API says that it is
/// no longer good; the call is then repeated once. However many tasks ask, there is one renewal, and
/// each of them gets its outcome. A renewal that fails loses nothing: the old token stays.
pub struct Session<P> {
    shared: Arc<Shared>,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Session<P> {
    fn new(shared: Arc<Shared>) -> Self {
        Self { shared, provider: PhantomData }
    }

    /// A GET of a path below the API's base, or of an absolute URL of the API's origin.
    pub fn get(&self, path: impl AsRef<str>) -> ApiCall {
        self.request(Method::GET, path)
    }

    /// A POST.
    pub fn post(&self, path: impl AsRef<str>) -> ApiCall {
        self.request(Method::POST, path)
    }

    /// A PUT.
    pub fn put(&self, path: impl AsRef<str>) -> ApiCall {
        self.request(Method::PUT, path)
    }

    /// A DELETE.
    pub fn delete(&self, path: impl AsRef<str>) -> ApiCall {
        self.request(Method::DELETE, path)
    }

    /// A call with any method. A path is appended to the API's base; an absolute URL must have the
    /// API's origin, because the token is sent nowhere else.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> ApiCall {
        ApiCall::new(self.shared.clone(), method, path.as_ref())
    }

    /// Sends a whole request, with the token and the declared headers put in. Its URI is absolute and
    /// has the API's origin, or is a path.
    ///
    /// # Errors
    /// As [`ApiCall::send`].
    pub async fn send(&self, request: Request<Vec<u8>>) -> Result<ApiResponse, Error> {
        self.shared.send(request, None).await
    }

    /// The token at hand, as it is.
    pub fn token(&self) -> Arc<Token<P>> {
        typed(&self.shared.current())
    }

    /// A token that is good for a while: it is renewed first if it is about to expire.
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if it has expired and cannot be renewed, or what the renewal said.
    pub async fn fresh_token(&self) -> Result<Arc<Token<P>>, Error> {
        Ok(typed(&self.shared.fresh().await?))
    }

    /// Renews the token now. Whoever asks at the same time gets the same token.
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if it cannot be renewed, or what the renewal said.
    pub async fn renew(&self) -> Result<Arc<Token<P>>, Error> {
        let generation = self.shared.current().generation;
        Ok(typed(&self.shared.renew(generation).await?))
    }

    /// Goes on with another token, such as one from a new authorization. No event is sent, nor of a renewal of
    /// the old one that is under way.
    ///
    /// # Errors
    /// [`Error::Configuration`] if another provider or environment issued it.
    pub fn replace(&self, token: Token<P>) -> Result<(), Error> {
        let held = hold(token);
        self.shared.check(&held)?;
        drop(self.shared.replace(held));
        Ok(())
    }

    /// Events from now on, for a task of its own. Each subscriber gets each event.
    pub fn subscribe(&self) -> Events<P> {
        Events::new(self.shared.subscribe())
    }
}

/// The token with its types, which only this module has taken away.
fn typed<P: Provider>(held: &Held) -> Arc<Token<P>> {
    // A session holds tokens of its own provider only: `hold::<P>` made them.
    held.typed.clone().downcast().expect("a session holds tokens of its own provider")
}

impl<P> Clone for Session<P> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone(), provider: PhantomData }
    }
}

impl<P> fmt::Debug for Session<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = self.shared.current();
        formatter
            .debug_struct("Session")
            .field("of", &held.data.origin.shown())
            .field("grant", &held.data.grant)
            .field("expires_at", &held.data.expires_at)
            .finish_non_exhaustive()
    }
}
