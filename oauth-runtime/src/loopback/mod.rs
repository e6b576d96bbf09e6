//! Native applications (RFC 8252): the callback comes to a port of this machine.

mod browser;
mod builder;
mod connection;
mod gate;
mod page;
mod serve;
mod socket;

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use std::{fmt, io};

use tokio::task::JoinHandle;

pub use builder::{LoopbackBuilder, LoopbackHost};

use self::gate::Gate;
use self::page::Pages;
use self::socket::Sockets;
use crate::client::Client;
use crate::error::{CallbackError, Error, NoBrowser};
use crate::flow::{Accepted, Authorize, Authorized, Pending};
use crate::grants::AuthorizationCode;

/// How the browser is sent away: with the address that it must open.
type Opener = Box<dyn FnOnce(&str) -> io::Result<()> + Send>;

/// Waits on a loopback port for the browser to come back, once (RFC 8252, 7.3).
///
/// For applications on the user's own machine. The client is built without a redirect URI, because the
/// port is another each time; the provider must take any port of a registered loopback redirect URI (RFC
/// 8252, 7.3), or the application must choose one: [`LoopbackBuilder::port`].
///
/// ```no_run
/// # use oauth_runtime::{AnyProvider, Client, Error, Loopback, Token};
/// # async fn sign_in(client: Client<AnyProvider>) -> Result<Token<AnyProvider>, Error> {
/// let listener = Loopback::bind().await?;
/// // Opens the browser, waits for it to come back, and checks what it brings.
/// let authorized = listener.authorize(client.authorize().scope("profile")).await?;
/// let token = client.exchange(&authorized).await?;
/// # Ok(token)
/// # }
/// ```
///
/// What comes to the port and is not this authorization's callback is answered with 404 and otherwise
/// ignored: another path, method or `Host` (a page that has rebound its name to this machine), another
/// `state`. The page that the browser shows at the end repeats nothing of the request and leads nowhere.
/// The port is closed when the callback has come, when the time is over, and when this is dropped.
#[must_use = "it listens only until it is dropped"]
pub struct Loopback {
    sockets: Sockets,
    redirect_uri: String,
    path: String,
    time_limit: Duration,
    opener: Opener,
    pages: Pages,
}

impl Loopback {
    /// Listens on a free port of 127.0.0.1, or of `[::1]` where there is no IPv4.
    ///
    /// # Errors
    /// [`Error::Configuration`] if this machine gives no port.
    pub async fn bind() -> Result<Self, Error> {
        Self::builder().bind().await
    }

    /// The same with settings.
    pub fn builder() -> LoopbackBuilder {
        LoopbackBuilder::new()
    }

    /// Where the browser comes back to: an address of this machine with the port that was found.
    pub fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// Opens the browser for this authorization and waits for it to come back.
    ///
    /// The callback is checked as [`Client::accept`] does before the browser shows anything. Exchange it
    /// with [`Client::exchange`].
    ///
    /// # Errors
    /// [`Error::Callback`] if the callback was refused, the user said no, or nobody came back in time;
    /// [`Error::NoBrowser`] at once if none can be opened, as where there is no screen: then a device code is the way
    /// ([`Client::device`]), or an address that the user is shown ([`LoopbackBuilder::open_with`]);
    /// [`Error::Configuration`] if the settings are wrong, or no callback of this provider would be known here: one that
    /// is signed as a whole (JARM), in a fragment, or posted by a server.
    pub async fn authorize<P: AuthorizationCode>(
        mut self,
        request: Authorize<P>,
    ) -> Result<Authorized<P>, Error> {
        let core = request.core().clone();
        let pending = request.redirect_uri(&*self.redirect_uri).begin()?;
        let url = pending.url().to_owned();
        let gate = Gate::new(core, pending.data, &self)?;
        let open = std::mem::replace(&mut self.opener, Box::new(|_| Ok(())));
        // A browser of the terminal may stay in front until it is left.
        let opening = tokio::task::spawn_blocking(move || open(&url));
        Authorized::new(unless_closed(opening, self.accepted(gate)).await?)
    }

    /// Waits for the callback of an authorization whose address the application shows by itself. It must
    /// have begun with [`Loopback::redirect_uri`].
    ///
    /// # Errors
    /// As [`Loopback::authorize`].
    pub async fn wait<P: AuthorizationCode>(
        self,
        client: &Client<P>,
        pending: Pending<P>,
    ) -> Result<Authorized<P>, Error> {
        let gate = Gate::new(client.core(), pending.data, &self)?;
        Authorized::new(self.accepted(gate).await?)
    }

    /// Waits for what the gate takes.
    async fn accepted(self, gate: Gate) -> Result<Accepted, Error> {
        let limit = self.time_limit;
        let accepted = tokio::time::timeout(limit, serve::callback(self.sockets, gate)).await;
        accepted.map_err(|_| CallbackError::NobodyCame { limit })?
    }
}

/// Waits for the callback, unless no browser can be opened.
async fn unless_closed(
    opening: JoinHandle<io::Result<()>>,
    waiting: impl Future<Output = Result<Accepted, Error>>,
) -> Result<Accepted, Error> {
    let mut opening = Some(opening);
    let mut waiting = pin!(waiting);
    poll_fn(|context| {
        if let Some(open) = &mut opening
            && let Poll::Ready(done) = Pin::new(open).poll(context)
        {
            opening = None;
            let error = match done {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error.to_string()),
                Err(error) => Some(error.to_string()),
            };
            if let Some(error) = error {
                return Poll::Ready(Err(Error::NoBrowser(NoBrowser::new(&error))));
            }
        }
        waiting.as_mut().poll(context)
    })
    .await
}

impl fmt::Debug for Loopback {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Loopback")
            .field("redirect_uri", &self.redirect_uri)
            .field("time_limit", &self.time_limit)
            .finish_non_exhaustive()
    }
}
