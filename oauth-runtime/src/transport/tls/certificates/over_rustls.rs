//! Over rustls, with either cryptography.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls_platform_verifier::Verifier;

use super::{NO_AUTHORITY, NO_CERTIFICATE, NOT_A_PAIR, no_key};
use crate::transport::tls::{Problem, provider};
use crate::transport::{ClientCertificate, Tls};

/// TLS with what the application gave.
pub(in crate::transport) fn with_certificates(
    builder: reqwest::ClientBuilder,
    tls: &Tls,
) -> Result<reqwest::ClientBuilder, Problem> {
    let provider = provider();
    let mut authorities = Vec::new();
    for pem in &tls.authorities {
        authorities.extend(certificates(pem, NO_AUTHORITY)?);
    }
    let verifier = verifier(authorities, provider.clone())?;
    let configuration = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Problem::Other(error.to_string()))?
        .dangerous() // The name is for verifiers in general; this is the platform's own.
        .with_custom_certificate_verifier(Arc::new(verifier));
    let configuration = match &tls.certificate {
        None => configuration.with_no_client_auth(),
        Some(own) => {
            let chain = certificates(&own.chain, NO_CERTIFICATE)?;
            let key = PrivateKeyDer::from_pem_slice(own.key.expose().as_bytes())
                .map_err(|_| no_key(own))?;
            let curve = curve(key.secret_der());
            configuration.with_client_auth_cert(chain, key).map_err(|error| match error {
                // What the cryptography says of a key that it cannot use.
                rustls::Error::General(_) => not_taken(own, curve),
                _ => Problem::Certificate(NOT_A_PAIR.into()),
            })?
        }
    };
    Ok(builder.tls_backend_preconfigured(configuration))
}

/// The curve that a key says it is on, where that is one that not every TLS library takes: by its object identifier
/// (RFC 5480, 2.1.1.1; SEC 2, A.2.1).
fn curve(key: &[u8]) -> Option<&'static str> {
    let says = |last: u8| key.windows(7).any(|bytes| bytes == [6, 5, 0x2b, 0x81, 4, 0, last]);
    if says(35) {
        return Some("P-521");
    }
    says(10).then_some("secp256k1")
}

/// Why the TLS library does not take a key.
fn not_taken(own: &ClientCertificate, curve: Option<&str>) -> Problem {
    let which = match curve {
        _ if !crate::pem::is_private_key(own.key.expose()) => return no_key(own),
        Some(curve) => format!(
            "is on the curve {curve}, which the TLS library does not take: give an RSA key or one on P-256 or P-384, \
             and its certificate"
        ),
        None => "cannot be used: the TLS library takes RSA keys of 2048 bits and more and keys on P-256, P-384 and \
                 Ed25519, and one of these is damaged: give the file as it was made, with every line"
            .to_owned(),
    };
    Problem::Certificate(format!("the key of the client's certificate {which}").into())
}

fn certificates(pem: &str, what: &'static str) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let read = read.ok().filter(|read| !read.is_empty());
    read.ok_or(Problem::Certificate(what.into()))
}

/// The platform's own verifier, with authorities beside those of the system.
#[cfg(not(target_os = "android"))]
fn verifier(
    authorities: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, Problem> {
    let made = if authorities.is_empty() {
        Verifier::new(provider)
    } else {
        Verifier::new_with_extra_roots(authorities, provider)
    };
    made.map_err(|error| Problem::Other(error.to_string()))
}

/// The same on Android, which knows the system's only.
#[cfg(target_os = "android")]
fn verifier(
    authorities: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, Problem> {
    if !authorities.is_empty() {
        let what = "Android takes no further authorities: leave out `.root_certificate(…)`";
        return Err(Problem::Certificate(what.into()));
    }
    Verifier::new(provider).map_err(|error| Problem::Other(error.to_string()))
}
