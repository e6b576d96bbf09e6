//! Which TLS the built-in transport uses: what the features say, and nothing global.

#[cfg(feature = "mtls")]
mod certificates;

#[cfg(feature = "mtls")]
pub(super) use certificates::with_certificates;

/// Whether one of the TLS features is on.
pub(super) const AVAILABLE: bool =
    cfg!(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls"));

/// Why TLS cannot be set up.
pub(super) enum Problem {
    /// Something that the application gave. A sentence.
    #[cfg(feature = "mtls")]
    Certificate(std::borrow::Cow<'static, str>),
    /// What the library says. Its error is no source: that would compile its parts a second time, here.
    #[cfg_attr(
        not(any(
            all(feature = "rustls-ring", not(feature = "rustls-aws-lc")),
            all(feature = "rustls-aws-lc", feature = "mtls")
        )),
        expect(dead_code, reason = "reqwest sets up the others")
    )]
    Other(String),
}

/// Chooses TLS for the client.
///
/// With ring the configuration is handed over: installing a default for the whole process would
/// surprise an application that installs its own. One that it has installed already is used.
#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
pub(super) fn choose(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Problem> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let configuration = rustls::ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .and_then(rustls::ConfigBuilder::with_platform_verifier)
        .map_err(|error| Problem::Other(error.to_string()))?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(configuration))
}

/// The cryptography of a configuration that is made here.
#[cfg(any(
    all(feature = "rustls-ring", not(feature = "rustls-aws-lc")),
    all(feature = "rustls-aws-lc", feature = "mtls")
))]
fn provider() -> std::sync::Arc<rustls::crypto::CryptoProvider> {
    #[cfg(feature = "rustls-aws-lc")]
    use rustls::crypto::aws_lc_rs as library;
    #[cfg(not(feature = "rustls-aws-lc"))]
    use rustls::crypto::ring as library;

    let installed = rustls::crypto::CryptoProvider::get_default().cloned();
    installed.unwrap_or_else(|| std::sync::Arc::new(library::default_provider()))
}

/// Leaves the rest to reqwest: which of its backends, if it has several, is said all the same.
#[cfg(not(all(feature = "rustls-ring", not(feature = "rustls-aws-lc"))))]
#[expect(clippy::unnecessary_wraps, reason = "another backend can fail")]
pub(super) fn choose(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Problem> {
    // With the system's TLS compiled in too, reqwest would take that.
    #[cfg(feature = "rustls-aws-lc")]
    let builder = builder.tls_backend_rustls();
    Ok(builder)
}
