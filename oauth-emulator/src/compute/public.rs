//! Public keys of clients: what they have signed is verified with them.

use oauth_spec::JwtAlgorithm;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters, UnparsedPublicKey,
    VerificationAlgorithm,
};
use serde_json::Value;

use super::encoding::{base64url, from_base64url};
use super::sha256;

/// A public key.
#[derive(Debug, Clone)]
pub(crate) enum PublicKey {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    P256(Vec<u8>),
    P384(Vec<u8>),
    Ed25519(Vec<u8>),
    /// One of a kind that verifies nothing.
    Unknown,
}

impl PublicKey {
    /// The key of a JWK (RFC 7517). One with private members is none: whoever sends it has lost it.
    pub(crate) fn of(jwk: &Value) -> Option<Self> {
        if ["d", "p", "q", "dp", "dq", "qi", "k"].iter().any(|name| jwk.get(name).is_some()) {
            return None;
        }
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        let bytes = |name: &str| from_base64url(text(name)?);
        let point = |length: usize| {
            let (x, y) = (bytes("x")?, bytes("y")?);
            let point = [&[4], x.as_slice(), &y].concat();
            (x.len() == length && y.len() == length).then_some(point)
        };
        match (text("kty")?, text("crv")) {
            ("RSA", _) => Some(Self::Rsa { n: bytes("n")?, e: bytes("e")? }),
            ("EC", Some("P-256")) => point(32).map(Self::P256),
            ("EC", Some("P-384")) => point(48).map(Self::P384),
            ("OKP", Some("Ed25519")) => bytes("x").map(Self::Ed25519),
            _ => None,
        }
    }

    /// Whether a signature is that of the message, made with the private half.
    pub(crate) fn verifies(&self, of: JwtAlgorithm, message: &[u8], signature: &[u8]) -> bool {
        let fits = |algorithm: &'static dyn VerificationAlgorithm, point: &[u8]| {
            UnparsedPublicKey::new(algorithm, point).verify(message, signature).is_ok()
        };
        match (self, of) {
            (Self::Rsa { n, e }, of) => rsa(of).is_some_and(|parameters| {
                PublicKeyComponents { n, e }.verify(parameters, message, signature).is_ok()
            }),
            (Self::P256(point), JwtAlgorithm::Es256) => fits(&ECDSA_P256_SHA256_FIXED, point),
            (Self::P384(point), JwtAlgorithm::Es384) => fits(&ECDSA_P384_SHA384_FIXED, point),
            (Self::Ed25519(point), JwtAlgorithm::EdDsa) => fits(&ED25519, point),
            _ => false,
        }
    }
}

fn rsa(of: JwtAlgorithm) -> Option<&'static RsaParameters> {
    Some(match of {
        JwtAlgorithm::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
        JwtAlgorithm::Rs384 => &RSA_PKCS1_2048_8192_SHA384,
        JwtAlgorithm::Rs512 => &RSA_PKCS1_2048_8192_SHA512,
        JwtAlgorithm::Ps256 => &RSA_PSS_2048_8192_SHA256,
        JwtAlgorithm::Ps384 => &RSA_PSS_2048_8192_SHA384,
        JwtAlgorithm::Ps512 => &RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}

/// The thumbprint of a JWK (RFC 7638, 3).
pub(crate) fn thumbprint(jwk: &Value) -> Option<String> {
    let names: &[&str] = match jwk.get("kty")?.as_str()? {
        "RSA" => &["e", "kty", "n"],
        "EC" => &["crv", "kty", "x", "y"],
        "OKP" => &["crv", "kty", "x"],
        _ => return None,
    };
    let members = names.iter().map(|name| Some(format!("\"{name}\":{}", jwk.get(name)?)));
    let text = members.collect::<Option<Vec<_>>>()?.join(",");
    Some(base64url(&sha256(format!("{{{text}}}").as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compute::Token;

    /// RFC 9449, 4.1.
    const PROOF: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";

    #[test]
    fn the_proof_of_rfc_9449_is_verified_and_its_key_has_that_thumbprint() {
        let proof = Token::read(PROOF).expect("a proof");
        let jwk = &proof.header["jwk"];
        let key = PublicKey::of(jwk).expect("a key");
        assert!(proof.is_signed_by(&key));
        assert_eq!(proof.claims["htu"], "https://server.example.com/token");
        // RFC 9449, 6.1.
        let expected = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
        assert_eq!(thumbprint(jwk).as_deref(), Some(expected));
        let spoiled = PROOF.replace("2-GxA6", "3-GxA6");
        assert!(!Token::read(&spoiled).expect("a proof").is_signed_by(&key));
    }

    #[test]
    fn a_private_key_is_none() {
        let mut jwk = Token::read(PROOF).expect("a proof").header["jwk"].clone();
        jwk["d"] = "secret".into();
        assert!(PublicKey::of(&jwk).is_none());
    }
}
