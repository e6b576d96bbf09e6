//! Building a client: settings in, everything that is wrong with them out.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use oauth_spec::ClientAuthentication;

use crate::client::Client;
use crate::clock::Clock;
use crate::core::{AssertionWanted, Live, Settings};
use crate::error::Error;
use crate::inner::InnerNetwork;
use crate::provider::{EnvironmentName as _, Provider, VariantName as _};
use crate::replay::ReplayGuard;
use crate::secret::Secret;
use crate::transport::Transport;

/// Collects the settings of a [`Client`].
#[must_use = "there is no client before `build` is called"]
pub struct ClientBuilder<P> {
    pub(crate) settings: Settings,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> ClientBuilder<P> {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, provider: PhantomData }
    }

    /// The client identifier from the provider's registration (RFC 6749, 2.2).
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        self.settings.client_id = Some(id.into());
        self
    }

    /// The client's secret (RFC 6749, 2.3.1). [`Client::replace_client_secret`] puts another in its place later.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.settings.client_secret = Some(secret.into());
        self
    }

    /// The key that the client signs its assertions with, where it authenticates by `private_key_jwt` (RFC
    /// 7523, 2.2). [`Client::replace_client_key`] puts another in its place later.
    #[cfg(feature = "jose")]
    pub fn client_key(mut self, key: crate::Key) -> Self {
        self.settings.keys.get_or_insert_default().client = Some(crate::core::ClientKey::new(key));
        self
    }

    /// The key that the client's tokens are bound to (RFC 9449), where the provider binds them. Without one
    /// a key is made that is gone with the client, and its tokens are worth nothing to the next one: an
    /// application that stores tokens stores the key beside them ([`Key::save`](crate::Key::save)).
    #[cfg(feature = "jose")]
    pub fn dpop_key(mut self, key: crate::Key) -> Self {
        self.settings.keys.get_or_insert_default().dpop = Some(key);
        self
    }

    /// What makes the assertions instead, where the key is somewhere else, for instance in a key
    /// management service. It is asked once a request, and may give one again that it has made before as
    /// long as that is good (the provider may take each once only). An error is a matter of time
    /// ([`TransportFault::Assertion`](crate::TransportFault::Assertion)), unless it is one of this crate.
    pub fn client_assertion<F, E>(mut self, make: F) -> Self
    where
        F: Fn(&AssertionWanted<'_>) -> Result<Secret, E> + Send + Sync + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let make = move |wanted: &AssertionWanted<'_>| make(wanted).map_err(Into::into);
        self.settings.keys.get_or_insert_default().assertion = Some(Arc::new(make));
        self
    }

    /// Where the browser comes back to (RFC 6749, 3.1.2): https, http to loopback, or a scheme of the
    /// application's own (RFC 8252, 7).
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.settings.redirect_uri = Some(uri.into());
        self
    }

    /// Which of the provider's environments to talk to. The first one declared is the default.
    #[expect(clippy::needless_pass_by_value, reason = "a generated enum is `Copy`")]
    pub fn environment(mut self, environment: P::Environment) -> Self {
        self.settings.environment = Some(environment.name().to_owned());
        self
    }

    /// Which of the provider's other ways of writing token requests to use.
    #[expect(clippy::needless_pass_by_value, reason = "a generated enum is `Copy`")]
    pub fn variant(mut self, variant: P::Variant) -> Self {
        self.settings.variant = Some(variant.name().to_owned());
        self
    }

    /// Which of the declared ways to authenticate to use. The default is the first one that fits
    /// whether there is a client secret.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.settings.authentication = Some(authentication);
        self
    }

    /// Sends every request for `https://HOST/PATH` to `MIRROR/HOST/PATH` instead: to an emulator or a
    /// recording proxy. The mirror is https, or http to loopback.
    pub fn mirror(mut self, url: impl Into<String>) -> Self {
        self.settings.mirror = Some(url.into());
        self
    }

    /// Which requests may go into an inner network. By default those to hosts that the application or the TOML
    /// file states, and no others that the provider's metadata names. For an issuer that somebody else has named,
    /// say [`InnerNetwork::Never`].
    ///
    /// Addresses are looked at when the client is built, names by the built-in transport when it connects. One of
    /// the application's own looks for [`OutsideOnly`](crate::transport::OutsideOnly) at a request.
    pub fn inner_network(mut self, inner: InnerNetwork) -> Self {
        self.settings.inner = inner;
        self
    }

    /// What sends the requests: one that many clients share, one that measures and hands on to another, or a test's.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport.given = Some(Arc::new(transport));
        self
    }

    /// Sends the requests with a `reqwest::Client` of the application's own: see
    /// [`ReqwestTransport::from_client`](crate::ReqwestTransport::from_client) about redirects, and about time: build it
    /// with a `timeout`.
    #[cfg(feature = "reqwest")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::ReqwestTransport::from_client(client))
    }

    /// How long a request of the built-in transport may take in all; 30 seconds by default. A
    /// transport or HTTP client of the application's own has its own bound: with both, `build` refuses.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.transport.anew().timeout = Some(timeout);
        self
    }

    /// The certificate that the client shows where it connects, for `client.certificate`, `tls_client_auth` and
    /// `self_signed_tls_client_auth` (RFC 8705, 2) and for tokens that are bound to it (3). Every server that
    /// the built-in transport talks to sees it, if it asks; a transport of the application's own has its own.
    #[cfg(feature = "mtls")]
    pub fn client_certificate(mut self, certificate: crate::ClientCertificate) -> Self {
        self.settings.transport.anew().tls.get_or_insert_default().certificate = Some(certificate);
        self
    }

    /// An authority, in PEM, whose certificates the built-in transport trusts beside those that the system
    /// trusts: for a server with an authority of its own.
    #[cfg(feature = "mtls")]
    pub fn root_certificate(mut self, pem: impl Into<String>) -> Self {
        self.settings.transport.anew().tls.get_or_insert_default().authorities.push(pem.into());
        self
    }

    /// What time it is. The system's clock is the default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// What remembers logout tokens, so that one counts once (`Client::verify_logout_token`). By default this client's
    /// own memory does.
    pub fn replay_guard(mut self, guard: impl ReplayGuard) -> Self {
        self.settings.replays = Some(Arc::new(guard));
        self
    }

    /// How long an authorization may take, from `begin` to the callback; 10 minutes by default.
    pub fn pending_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.pending_lifetime = lifetime;
        self
    }

    /// Checks the settings and resolves everything that they fix.
    ///
    /// # Errors
    /// [`Error::Configuration`] with every mistake there is.
    pub fn build(self) -> Result<Client<P>, Error> {
        self.settings.build().map(|core| Client::new(Arc::new(Live::new(core))))
    }
}

impl<P> fmt::Debug for ClientBuilder<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("provider", &self.settings.spec.name)
            .field("client_id", &self.settings.client_id)
            .field("environment", &self.settings.environment)
            .finish_non_exhaustive()
    }
}
