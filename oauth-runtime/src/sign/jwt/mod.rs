//! Signed tokens (RFC 7515, RFC 7519): those that the client makes, and those that it receives.

mod made;
mod received;
#[cfg(test)]
mod tests;

pub(super) use made::{made, sign, signed};
use oauth_spec::{Algorithm, JwtAlgorithm};
pub(super) use received::holds;
pub(crate) use received::{Signed, in_time, is_for};

/// The digest behind an algorithm whose key is a secret.
const fn secret(algorithm: JwtAlgorithm) -> Option<Algorithm> {
    match algorithm {
        JwtAlgorithm::Hs256 => Some(Algorithm::HmacSha256),
        JwtAlgorithm::Hs512 => Some(Algorithm::HmacSha512),
        _ => None,
    }
}
