//! What algorithms are called.

use oauth_spec::JwtAlgorithm;

/// Its registered name (RFC 7518, 3.1).
pub(crate) fn algorithm_name(algorithm: JwtAlgorithm) -> &'static str {
    let known = JwtAlgorithm::ALL.iter().find(|(_, other)| *other == algorithm);
    known.map_or("", |(name, _)| name)
}
