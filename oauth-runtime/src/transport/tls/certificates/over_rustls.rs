//! Over rustls, with either cryptography.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls_platform_verifier::Verifier;

use super::{NO_AUTHORITY, NO_CERTIFICATE, NOT_A_PAIR, no_key};
use crate::transport::Tls;
use crate::transport::tls::{Problem, provider};

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
            configuration.with_client_auth_cert(chain, key).map_err(|error| match error {
                // What the cryptography says of a key that it cannot read.
                rustls::Error::General(_) => no_key(own),
                _ => Problem::Certificate(NOT_A_PAIR.into()),
            })?
        }
    };
    Ok(builder.tls_backend_preconfigured(configuration))
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
