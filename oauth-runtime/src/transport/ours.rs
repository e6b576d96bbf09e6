//! HTTP clients of our own: with safe defaults, and one more for what must stay outside of inner networks.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::redirect::Policy;

#[cfg(feature = "mtls")]
use super::Tls;
use super::outside::{Guard, Lookup, system};
use super::tls::{self, Problem};
use crate::error::{TransportError, TransportFault};

/// How long a request may take in all.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Who we are.
const USER_AGENT: &str = concat!("oauth-runtime/", env!("CARGO_PKG_VERSION"));

/// How our HTTP clients are made.
#[derive(Debug)]
pub(super) struct Ours {
    /// How long a request may take.
    pub(super) timeout: Duration,
    #[cfg(feature = "mtls")]
    pub(super) tls: Option<Tls>,
    /// How names are looked up.
    pub(super) lookup: Lookup,
    /// What sends requests that must stay outside; made for the first of them, and anew when its guard knows too many
    /// names. Its connections are nobody else's, so a name is never forgotten before them.
    outside: Mutex<Option<(reqwest::Client, Guard)>>,
    /// What sends requests that stay on this machine, if others may go to a proxy; made for the first of them.
    direct: Option<Mutex<Option<reqwest::Client>>>,
}

impl Ours {
    pub(super) fn new(timeout: Option<Duration>) -> Self {
        Self {
            timeout: timeout.unwrap_or(TIMEOUT),
            #[cfg(feature = "mtls")]
            tls: None,
            lookup: system,
            outside: Mutex::default(),
            direct: may_have_proxy(|name| std::env::var_os(name).is_some()).then(Mutex::default),
        }
    }

    /// An HTTP client with the defaults.
    pub(super) fn client(&self) -> Result<reqwest::Client, TransportError> {
        self.made(|builder| builder)
    }

    fn made(
        &self,
        with: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<reqwest::Client, TransportError> {
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(USER_AGENT);
        let fault = |error: Box<dyn std::error::Error + Send + Sync>| {
            TransportError::with_source(
                TransportFault::Refused,
                "the HTTP client cannot be set up: check TLS and the root certificates of this machine",
                error,
            )
        };
        let builder = self.secured(with(builder)).map_err(|problem| match problem {
            #[cfg(feature = "mtls")]
            Problem::Certificate(what) => TransportError::new(TransportFault::Refused, what),
            Problem::Other(error) => fault(error.into()),
        })?;
        builder.build().map_err(|error| fault(error.into()))
    }

    #[cfg_attr(
        not(feature = "mtls"),
        expect(clippy::unused_self, reason = "there is nothing to show")
    )]
    fn secured(&self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Problem> {
        #[cfg(feature = "mtls")]
        if let Some(certificates) = &self.tls {
            return tls::with_certificates(builder, certificates);
        }
        tls::choose(builder)
    }

    /// What sends requests to a host that must not lead into an inner network.
    pub(super) fn outside(&self, host: &str) -> Result<reqwest::Client, TransportError> {
        // A panic elsewhere leaves what was made before.
        let mut made = self.outside.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = made.take().filter(|(_, guard)| !guard.is_full());
        let (client, guard) = if let Some(kept) = kept {
            kept
        } else {
            let guard = Guard::new(self.lookup);
            (self.made(|builder| builder.dns_resolver(guard.clone()))?, guard)
        };
        guard.keep(host);
        Ok(made.insert((client, guard)).0.clone())
    }

    /// What sends requests to this machine if it is another client than for the rest: they are in clear, and a proxy
    /// would see what is in them.
    pub(super) fn direct(&self) -> Option<Result<reqwest::Client, TransportError>> {
        // A panic elsewhere leaves what was made before.
        let mut made = self.direct.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = &*made {
            return Some(Ok(client.clone()));
        }
        let client = self.made(reqwest::ClientBuilder::no_proxy);
        Some(client.map(|client| made.insert(client).clone()))
    }
}

/// Whether requests may go to a proxy: reqwest reads these, and on some systems their settings.
fn may_have_proxy(is_set: impl Fn(&str) -> bool) -> bool {
    let names =
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    cfg!(any(windows, target_os = "macos")) || names.into_iter().any(is_set)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::outside::MOST;

    #[test]
    fn names_are_not_kept_for_ever() {
        let ours = Ours::new(None);
        let is_full = || ours.outside.lock().unwrap().as_ref().unwrap().1.is_full();
        for number in 0..MOST {
            ours.outside(&format!("{number}.example")).unwrap();
        }
        assert!(is_full());
        ours.outside("one-more.example").unwrap();
        assert!(!is_full());
    }
}
