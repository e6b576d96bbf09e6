//! TLS: a certificate of the emulator's own, and what clients show (RFC 8705).

#[cfg(feature = "tls")]
mod anyone;
#[cfg(feature = "tls")]
mod issued;
#[cfg(not(feature = "tls"))]
mod none;
#[cfg(feature = "tls")]
mod over_rustls;

#[cfg(not(feature = "tls"))]
pub(crate) use none::Tls;
#[cfg(feature = "tls")]
pub(crate) use over_rustls::Tls;
