//! The left half of a digest: what `at_hash` and `c_hash` are (OpenID Connect Core, 3.1.3.6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::JwtAlgorithm;

/// The left half of the digest that belongs to a token's algorithm, in base64url.
pub(crate) fn left_half(algorithm: JwtAlgorithm, text: &str) -> Option<String> {
    let text = text.as_bytes();
    let half = match algorithm {
        JwtAlgorithm::Rs384 | JwtAlgorithm::Ps384 | JwtAlgorithm::Es384 => {
            sha384(text)?[..24].to_vec()
        }
        JwtAlgorithm::Hs512 | JwtAlgorithm::Rs512 | JwtAlgorithm::Ps512 | JwtAlgorithm::EdDsa => {
            sha512(text)?[..32].to_vec()
        }
        _ => hmac_sha256::Hash::hash(text)[..16].to_vec(),
    };
    Some(URL_SAFE_NO_PAD.encode(half))
}

fn sha384(text: &[u8]) -> Option<[u8; 48]> {
    ring::digest::digest(&ring::digest::SHA384, text).as_ref().try_into().ok()
}

fn sha512(text: &[u8]) -> Option<[u8; 64]> {
    ring::digest::digest(&ring::digest::SHA512, text).as_ref().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_openid_connect_core_appendix_a() {
        let token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        assert_eq!(
            left_half(JwtAlgorithm::Rs256, token).as_deref(),
            Some("77QmUPtjPfzWtF2AnpK9RQ")
        );
        let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
        assert_eq!(left_half(JwtAlgorithm::Rs256, code).as_deref(), Some("LDktKdoQak3Pk0cnXxCltA"));
    }
}
