//! What algorithms are called.

use oauth_spec::JwtAlgorithm;

/// Its registered name (RFC 7518, 3.1).
pub(crate) fn algorithm_name(algorithm: JwtAlgorithm) -> &'static str {
    let known = JwtAlgorithm::ALL.iter().find(|(_, other)| *other == algorithm);
    known.map_or("", |(name, _)| name)
}

/// Whether somebody else means this algorithm by a name: that of Ed25519 has two (RFC 9864, 2.2).
pub(crate) fn is_named(algorithm: JwtAlgorithm, name: &str) -> bool {
    name == algorithm_name(algorithm) || (algorithm == JwtAlgorithm::EdDsa && name == "Ed25519")
}
