//! What an application may choose about its listener.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::page::Pages;
use super::socket::Sockets;
use super::{Loopback, Opener, browser};
use crate::error::Error;

/// How long a person may take.
const TIME_LIMIT: Duration = Duration::from_secs(5 * 60);

/// Which name of this machine the redirect URI has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoopbackHost {
    /// `127.0.0.1`.
    Ipv4,
    /// `[::1]`.
    Ipv6,
    /// `localhost`, for a provider that takes nothing else (RFC 8252, 8.3 advises against it). Both
    /// addresses are listened on, at one port, where the machine has both.
    Localhost,
}

/// Collects the settings of a [`Loopback`].
#[must_use = "nothing listens before `bind` is called"]
pub struct LoopbackBuilder {
    host: Option<LoopbackHost>,
    port: u16,
    path: String,
    time_limit: Duration,
    opener: Opener,
    pages: Pages,
}

impl LoopbackBuilder {
    pub(super) fn new() -> Self {
        Self {
            host: None,
            port: 0,
            path: "/callback".to_owned(),
            time_limit: TIME_LIMIT,
            opener: Box::new(browser::open),
            pages: Pages::default(),
        }
    }

    /// Which name of this machine the redirect URI has. Default: `127.0.0.1`, or `[::1]` where there is
    /// no IPv4.
    pub fn host(mut self, host: LoopbackHost) -> Self {
        self.host = Some(host);
        self
    }

    /// A port of its own, for a provider that compares it. Default: any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The path of the redirect URI; `/callback` by default.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// How long to wait for the browser to come back; 5 minutes by default. No longer than the client's
    /// [`pending_lifetime`](crate::ClientBuilder::pending_lifetime) makes sense.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// What opens the browser, instead of the system's own way: it gets the address. It may print it,
    /// too. Where it fails, nobody is waited for ([`Error::NoBrowser`]).
    pub fn open_with(
        mut self,
        open: impl FnOnce(&str) -> std::io::Result<()> + Send + 'static,
    ) -> Self {
        self.opener = Box::new(open);
        self
    }

    /// What the browser shows in the end, instead of a page that says to close the window: whole HTML
    /// documents, for a callback that was accepted and for one that was refused. They may have styles
    /// and images in them; scripts, and what is loaded from elsewhere, are blocked.
    pub fn pages(
        mut self,
        accepted: impl Into<Cow<'static, str>>,
        refused: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.pages = Pages { accepted: Some(accepted.into()), refused: Some(refused.into()) };
        self
    }

    /// Begins to listen.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the path is no path, or this machine does not give the port.
    pub async fn bind(self) -> Result<Loopback, Error> {
        let right =
            |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'"' | b'\\');
        if !self.path.starts_with('/') || !self.path.bytes().all(right) {
            return Err(Error::configuration(
                "the path of a loopback redirect URI begins with `/` and has neither query nor fragment",
            ));
        }
        let sockets = Sockets::bind(self.host, self.port).await?;
        Ok(Loopback {
            redirect_uri: format!("http://{}{}", sockets.authority, self.path),
            sockets,
            path: self.path,
            time_limit: self.time_limit,
            opener: self.opener,
            pages: self.pages,
        })
    }
}

impl fmt::Debug for LoopbackBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LoopbackBuilder")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
