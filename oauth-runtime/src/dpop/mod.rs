//! Tokens that are bound to a key (RFC 9449): who shows one proves that he has the key.

#[cfg(feature = "jose")]
mod binding;
#[cfg(feature = "jose")]
mod nonces;
#[cfg(not(feature = "jose"))]
mod none;
#[cfg(feature = "jose")]
mod proof;
#[cfg(feature = "jose")]
mod sending;

#[cfg(feature = "jose")]
pub(crate) use binding::Binding;
#[cfg(feature = "jose")]
use http::header::HeaderName;
#[cfg(not(feature = "jose"))]
pub(crate) use none::Binding;

/// The header that carries a proof (RFC 9449, 4.1).
#[cfg(feature = "jose")]
const PROOF: HeaderName = HeaderName::from_static("dpop");
/// The header that carries a nonce for the next proofs (RFC 9449, 8.2).
#[cfg(feature = "jose")]
const NONCE: HeaderName = HeaderName::from_static("dpop-nonce");
/// How a bound token begins in the `Authorization` header (RFC 9449, 7.1).
#[cfg(feature = "jose")]
const SCHEME: &str = "DPoP ";
