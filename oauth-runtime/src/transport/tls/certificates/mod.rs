//! TLS with a certificate that the client shows, and with authorities beside those of the system.

#![cfg_attr(
    not(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")),
    expect(dead_code, reason = "without TLS nothing is read")
)]

#[cfg(all(feature = "native-tls", not(any(feature = "rustls-ring", feature = "rustls-aws-lc"))))]
mod over_native;
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc"))]
mod over_rustls;

#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls-ring", feature = "rustls-aws-lc"))
))]
pub(in crate::transport) use over_native::with_certificates;
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc"))]
pub(in crate::transport) use over_rustls::with_certificates;

use super::Problem;
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls"))]
use crate::transport::ClientCertificate;
#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")))]
use crate::transport::Tls;

const NO_CERTIFICATE: &str = "the client's certificate cannot be read: `ClientCertificate::pem` takes PEM \
                              (`BEGIN CERTIFICATE`)";
const NOT_A_PAIR: &str = "the client's certificate and its key do not belong together, or the certificate is not \
                          one of version 3 (RFC 5280)";
const NO_AUTHORITY: &str = "the certificate that `.root_certificate(…)` got cannot be read: it takes PEM (`BEGIN CERTIFICATE`)";

/// Why the key of a certificate cannot be read.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls"))]
fn no_key(own: &ClientCertificate) -> Problem {
    let why = crate::pem::no_private_key(own.key.expose());
    Problem::Certificate(
        format!("the key of the client's certificate cannot be read: {why}").into(),
    )
}

/// There is no TLS.
#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")))]
pub(in crate::transport) fn with_certificates(
    _: reqwest::ClientBuilder,
    _: &Tls,
) -> Result<reqwest::ClientBuilder, Problem> {
    Err(Problem::Certificate(
        "certificates need TLS: enable one of the features `rustls-ring`, `rustls-aws-lc` and \
         `native-tls` of oauth-runtime"
            .into(),
    ))
}
