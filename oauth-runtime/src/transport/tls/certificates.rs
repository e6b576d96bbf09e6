//! TLS with a certificate that the client shows, and with authorities beside those of the system.

#![cfg_attr(
    not(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")),
    expect(dead_code, reason = "without TLS nothing is read")
)]

use super::Problem;
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls"))]
use crate::transport::ClientCertificate;
use crate::transport::Tls;

const NO_CERTIFICATE: &str = "the client's certificate cannot be read: `ClientCertificate::pem` takes PEM \
                              (`BEGIN CERTIFICATE`)";
const NOT_A_PAIR: &str = "the client's certificate and its key do not belong together, or the certificate is not \
                          one of version 3 (RFC 5280)";
#[cfg(all(feature = "native-tls", not(feature = "rustls-ring"), not(feature = "rustls-aws-lc")))]
const NOT_PKCS8: &str = "the system's TLS reads the key of a certificate as PKCS #8 only: `openssl pkcs8 -topk8 -nocrypt \
                         -in key.pem -out pkcs8.pem` writes it so";
const NO_AUTHORITY: &str = "the certificate that `.root_certificate(…)` got cannot be read: it takes PEM (`BEGIN CERTIFICATE`)";

/// Why the key of a certificate cannot be read.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls"))]
fn no_key(own: &ClientCertificate) -> Problem {
    let why = crate::pem::no_private_key(own.key.expose());
    Problem::Certificate(
        format!("the key of the client's certificate cannot be read: {why}").into(),
    )
}

/// TLS with what the application gave.
#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
pub(in crate::transport) fn with_certificates(
    builder: reqwest::ClientBuilder,
    tls: &Tls,
) -> Result<reqwest::ClientBuilder, Problem> {
    use std::sync::Arc;

    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};

    let certificates = |pem: &str, what: &'static str| {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        let read = read.ok().filter(|read: &Vec<CertificateDer<'static>>| !read.is_empty());
        read.ok_or(Problem::Certificate(what.into()))
    };
    let provider = super::provider();
    let mut authorities = Vec::new();
    for pem in &tls.authorities {
        authorities.extend(certificates(pem, NO_AUTHORITY)?);
    }
    let verifier = platform::verifier(authorities, provider.clone())?;
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
            configuration
                .with_client_auth_cert(chain, key)
                .map_err(|_| Problem::Certificate(NOT_A_PAIR.into()))?
        }
    };
    Ok(builder.tls_backend_preconfigured(configuration))
}

/// The platform's own verifier.
#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
mod platform {
    use std::sync::Arc;

    use rustls::crypto::CryptoProvider;
    use rustls::pki_types::CertificateDer;
    use rustls_platform_verifier::Verifier;

    use super::Problem;

    /// With authorities beside those of the system.
    #[cfg(not(target_os = "android"))]
    pub(super) fn verifier(
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

    /// Android knows the system's only.
    #[cfg(target_os = "android")]
    pub(super) fn verifier(
        authorities: Vec<CertificateDer<'static>>,
        provider: Arc<CryptoProvider>,
    ) -> Result<Verifier, Problem> {
        if !authorities.is_empty() {
            let what = "Android takes no further authorities: leave out `.root_certificate(…)`";
            return Err(Problem::Certificate(what.into()));
        }
        Verifier::new(provider).map_err(|error| Problem::Other(error.to_string()))
    }
}

/// The same where reqwest sets TLS up.
#[cfg(all(
    any(feature = "rustls-aws-lc", feature = "native-tls"),
    not(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))
))]
pub(in crate::transport) fn with_certificates(
    builder: reqwest::ClientBuilder,
    tls: &Tls,
) -> Result<reqwest::ClientBuilder, Problem> {
    let mut builder = super::choose(builder)?;
    for pem in &tls.authorities {
        let read = reqwest::Certificate::from_pem_bundle(pem.as_bytes());
        let read = read.ok().filter(|read| !read.is_empty());
        builder = builder.tls_certs_merge(read.ok_or(Problem::Certificate(NO_AUTHORITY.into()))?);
    }
    if let Some(own) = &tls.certificate {
        builder = builder.identity(identity(own)?);
    }
    Ok(builder)
}

#[cfg(feature = "rustls-aws-lc")]
fn identity(own: &ClientCertificate) -> Result<reqwest::Identity, Problem> {
    if !own.chain.contains("BEGIN CERTIFICATE") {
        return Err(Problem::Certificate(NO_CERTIFICATE.into()));
    }
    if !crate::pem::is_private_key(own.key.expose()) {
        return Err(no_key(own));
    }
    let both = crate::wipe::WipedText([own.key.expose(), own.chain.as_str()].join("\n"));
    reqwest::Identity::from_pem(both.0.as_bytes())
        .map_err(|_| Problem::Certificate(NOT_A_PAIR.into()))
}

#[cfg(all(feature = "native-tls", not(feature = "rustls-ring"), not(feature = "rustls-aws-lc")))]
fn identity(own: &ClientCertificate) -> Result<reqwest::Identity, Problem> {
    if !own.chain.contains("BEGIN CERTIFICATE") {
        return Err(Problem::Certificate(NO_CERTIFICATE.into()));
    }
    if !crate::pem::is_private_key(own.key.expose()) {
        return Err(no_key(own));
    }
    if !own.key.expose().contains("-----BEGIN PRIVATE KEY-----") {
        return Err(Problem::Certificate(NOT_PKCS8.into()));
    }
    let (chain, key) = (own.chain.as_bytes(), own.key.expose().as_bytes());
    reqwest::Identity::from_pkcs8_pem(chain, key)
        .map_err(|_| Problem::Certificate(NOT_A_PAIR.into()))
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
