//! Which TLS the built-in transport uses: what the features say, and nothing global.

/// Whether one of the TLS features is on.
pub(super) const AVAILABLE: bool =
    cfg!(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls"));

/// Chooses TLS for the client.
///
/// With ring the configuration is handed over: installing a default for the whole process would
/// surprise an application that installs its own. One that it has installed already is used.
#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
pub(super) fn choose(
    builder: reqwest::ClientBuilder,
) -> Result<reqwest::ClientBuilder, Box<dyn std::error::Error + Send + Sync>> {
    use std::sync::Arc;

    use rustls::crypto::CryptoProvider;

    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
    let verifier = rustls_platform_verifier::Verifier::new(provider.clone())?;
    let configuration = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous() // The name is for verifiers in general; this is the platform's own.
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(configuration))
}

/// Leaves the choice to reqwest, which has one backend then (or the default of several).
#[cfg(not(all(feature = "rustls-ring", not(feature = "rustls-aws-lc"))))]
#[expect(clippy::unnecessary_wraps, reason = "the other one can fail")]
pub(super) fn choose(
    builder: reqwest::ClientBuilder,
) -> Result<reqwest::ClientBuilder, Box<dyn std::error::Error + Send + Sync>> {
    Ok(builder)
}
