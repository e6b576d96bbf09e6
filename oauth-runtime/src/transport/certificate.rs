//! What the built-in transport shows and trusts beyond the defaults.

use std::fmt;

use crate::secret::Secret;

/// A certificate that the client shows where it connects (RFC 8705), and its private key.
///
/// It does not print. Whether both can be read and belong together is told when the client is built.
#[derive(Clone)]
#[cfg_attr(
    not(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")),
    expect(dead_code, reason = "without TLS it is shown to nobody")
)]
pub struct ClientCertificate {
    pub(super) chain: String,
    pub(super) key: Secret,
}

impl ClientCertificate {
    /// From PEM (RFC 7468): the certificate with those between it and its authority, the client's first,
    /// and the private key, not encrypted (`BEGIN PRIVATE KEY`, PKCS #8; over rustls also `BEGIN EC PRIVATE KEY` and
    /// `BEGIN RSA PRIVATE KEY`).
    pub fn pem(chain: impl Into<String>, key: impl Into<Secret>) -> Self {
        Self { chain: chain.into(), key: key.into() }
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ClientCertificate").finish_non_exhaustive()
    }
}

/// What there is to say about TLS.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tls {
    pub(crate) certificate: Option<ClientCertificate>,
    /// Authorities that are trusted besides the system's, in PEM.
    pub(crate) authorities: Vec<String>,
}
