//! Sessions: calls of the API with a token that stays fresh.

mod asking;
mod attempt;
mod before;
mod builder;
mod call;
mod ending;
mod event;
mod heard;
mod held;
mod renewal;
mod response;
mod running;
mod send;
mod shared;
mod signal;
mod storing;
mod telling;
mod way;
mod within;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::{Method, Request};

pub use before::BeforeRenewal;
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
/// **One session for one token: keep it, and clone it.** It is within a session that a token is renewed once. Two
/// sessions of one token, or one made for each request out of what is stored, renew it twice; and where refresh tokens
/// are used up ("rotation"), the second renewal is taken for theft, and ends the connection. Where there must be
/// several, such as in several processes, [`SessionBuilder::before_renewal`] makes it safe.
///
/// ```
/// # use std::collections::HashMap;
/// # use oauth_runtime::{Client, Provider, Session, Token};
/// /// The sessions of an application, by its users.
/// struct Sessions<P: Provider>(HashMap<u64, Session<P>>);
///
/// impl<P: Provider> Sessions<P> {
///     fn of(&mut self, user: u64, client: &Client<P>, stored: Token<P>) -> Session<P> {
///         self.0.entry(user).or_insert_with(|| client.session(stored).start()).clone()
///     }
/// }
/// ```
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

    /// A GET of a path below the API's base, or of an absolute URL of the API's origin. Text of users does not belong
    /// into the path itself: [`ApiCall::segment`] and [`ApiCall::query`] encode it.
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

    /// Puts into a request of the application's own the address, the token and what the declaration adds to the query
    /// and the headers: for an HTTP client that streams. Its URI is absolute and has the API's origin, or is a path.
    /// What [`ApiCall::prepare`] says holds here, too.
    ///
    /// ```
    /// # use oauth_runtime::{http, Error, Provider, Session};
    /// # struct Body; struct Sent;
    /// # async fn execute(_: http::Request<Body>) -> Sent { Sent }
    /// # async fn upload<P: Provider>(session: &Session<P>, file: Body) -> Result<Sent, Error> {
    /// let request = http::Request::put("/files/7").header("content-type", "video/mp4").body(file);
    /// let request = session.prepare(request.expect("it is a request")).await?;
    /// Ok(execute(request).await)
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`ApiCall::prepare`], and [`Error::Configuration`] where the declaration has something for the body, or
    /// something that is computed over it: then the body must be there, in an [`ApiCall`].
    pub async fn prepare<B>(&self, request: Request<B>) -> Result<Request<B>, Error> {
        let (parts, body) = request.into_parts();
        let made = self.shared.prepare_head(Request::from_parts(parts, Vec::new())).await?;
        Ok(made.map(|_| body))
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

    /// Renews the token now, because the API has refused it in an answer that the session has not seen
    /// ([`ApiCall::prepare`]); a session sees to everything else by itself. Whoever asks at the same time gets the same
    /// token, and so does who asks after somebody else has renewed it, if [`SessionBuilder::before_renewal`] says so.
    ///
    /// # Errors
    /// [`Error::AuthorizeAgain`] if it cannot be renewed, or what the renewal said. One that is good as far as the session
    /// knows, and that nothing renews, stays as it is ([`AgainReason::NotRenewable`](crate::AgainReason::NotRenewable)), and no
    /// event tells that the user is needed: only you have seen the refusal.
    pub async fn renew(&self) -> Result<Arc<Token<P>>, Error> {
        let generation = self.shared.current().generation;
        Ok(typed(&self.shared.renew(generation).await?))
    }

    /// Goes on with another token: the user has connected again. What
    /// [`store`](SessionBuilder::store) and [`on_event`](SessionBuilder::on_event) were given hears of it as of a new
    /// one, after what it is hearing now: so it is this one that is stored last, also where a renewal of the old one is
    /// under way. This returns before that; [`settled`](Session::settled) waits for it. Before it is stored,
    /// [`before_renewal`](SessionBuilder::before_renewal) is called with it, for its lock.
    ///
    /// # Errors
    /// [`Error::Configuration`] if it is another provider's, environment's or client's, or the session has ended.
    pub fn replace(&self, token: Token<P>) -> Result<(), Error> {
        let held = hold(token);
        self.shared.check(&held)?;
        self.shared.replace(held)
    }

    /// Events from now on, for a task of its own. Each subscriber gets each event, once the hooks are done with it.
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
