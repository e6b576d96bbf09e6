//! The left half of a digest: what `at_hash` and `c_hash` are (OpenID Connect Core, 3.1.3.6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::JwtAlgorithm;
use ring::digest::{self, SHA256, SHA384, SHA512};

/// The left half of the digest that belongs to a token's algorithm, in base64url.
pub(crate) fn left_half(algorithm: JwtAlgorithm, text: &str) -> String {
    let digest = match algorithm {
        JwtAlgorithm::Rs384 | JwtAlgorithm::Ps384 | JwtAlgorithm::Es384 => &SHA384,
        JwtAlgorithm::Hs512 | JwtAlgorithm::Rs512 | JwtAlgorithm::Ps512 | JwtAlgorithm::EdDsa => {
            &SHA512
        }
        _ => &SHA256,
    };
    let digest = digest::digest(digest, text.as_bytes());
    let (half, _) = digest.as_ref().split_at(digest.as_ref().len() / 2);
    URL_SAFE_NO_PAD.encode(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_openid_connect_core_appendix_a() {
        let token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        assert_eq!(left_half(JwtAlgorithm::Rs256, token), "77QmUPtjPfzWtF2AnpK9RQ");
        let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
        assert_eq!(left_half(JwtAlgorithm::Rs256, code), "LDktKdoQak3Pk0cnXxCltA");
    }

    #[test]
    fn it_is_as_long_as_half_the_digest_of_the_algorithm() {
        for (algorithm, length) in
            [(JwtAlgorithm::Ps256, 16), (JwtAlgorithm::Es384, 24), (JwtAlgorithm::EdDsa, 32)]
        {
            let half = URL_SAFE_NO_PAD.decode(left_half(algorithm, "a")).unwrap();
            assert_eq!(half.len(), length, "{algorithm:?}");
        }
    }
}
