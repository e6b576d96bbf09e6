//! TLS, and what clients show on it (RFC 8705).

use super::Builder;

impl Builder {
    /// Speaks TLS instead of plain HTTP: [`Emulator::url`](crate::Emulator::url) is `https://127.0.0.1:PORT`, with
    /// a certificate that is new at each start and whose authority is
    /// [`Emulator::root_certificate`](crate::Emulator::root_certificate). (Feature `tls`.)
    ///
    /// Every connection is asked for a certificate of the client's, and may do without. A client that authenticates by
    /// certificate (`tls_client_auth`, `self_signed_tls_client_auth`; RFC 8705, 2) must show one wherever it does; its
    /// access tokens are bound to it (3), and neither the API nor anything else that takes tokens takes one of them
    /// over a connection without. Over plain HTTP, the default, there is nothing to be seen, and the client's id is
    /// enough.
    ///
    /// Endpoints that the declaration leaves to the metadata have an alias there for clients that show a certificate
    /// (`mtls_endpoint_aliases`; 5), at `mtls.HOST`: one that is shown at such an endpoint itself does not count.
    pub fn tls(mut self) -> Self {
        self.tls.get_or_insert_default();
        self
    }

    /// The certificate, in PEM, that the client has registered, and [`Builder::tls`]; of a chain, the
    /// first one. May be called again. Of a client without one any certificate counts, but one must be
    /// shown. A client that registers itself may name its own, as `x5c` of a key in its `jwks` (2.2.2).
    ///
    /// It is the very certificate that is compared, whichever way is declared: authorities and subject names
    /// (RFC 8705, 2.1.2) are not looked at.
    ///
    /// ```no_run
    /// # use oauth_emulator::Emulator;
    /// # use oauth_spec::ProviderSpec;
    /// # static ACME: ProviderSpec = ProviderSpec::STANDARD;
    /// # async fn example(certificate: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::builder(&ACME).client_certificate(certificate).start().await?;
    /// let authority = emulator.root_certificate().unwrap_or_default();
    /// // … build the client with `.root_certificate(authority)` and `.client_certificate(…)` …
    /// # Ok(())
    /// # }
    /// ```
    pub fn client_certificate(mut self, pem: impl Into<String>) -> Self {
        self.tls.get_or_insert_default().push((None, pem.into()));
        self
    }

    /// The same of the client of that id, which [`Builder::another_client`] has made known.
    pub fn another_client_certificate(
        mut self,
        id: impl Into<String>,
        pem: impl Into<String>,
    ) -> Self {
        self.tls.get_or_insert_default().push((Some(id.into()), pem.into()));
        self
    }
}
