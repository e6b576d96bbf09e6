//! Public-key signatures, verified with a public key.

use std::fmt;

use oauth_spec::{Algorithm, JwtAlgorithm};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, EcdsaVerificationAlgorithm,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{
    AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm, SubjectPublicKeyInfoDer,
    alg_id,
};
use webpki::{Error, RawPublicKeyEntity};

use super::fault::Fault;
use crate::pem::no_public_key;

/// What a signature is made with, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ed25519,
    RsaSha256,
    RsaSha384,
    RsaSha512,
    RsaPssSha256,
    RsaPssSha384,
    RsaPssSha512,
    /// In ASN.1 DER.
    P256,
    /// As two numbers of 32 bytes (RFC 7518, 3.4).
    P256Fixed,
    /// The same of 48 bytes.
    P384Fixed,
}

const NO_KEY: Fault = Fault::Key("it must be a public key of the algorithm's kind");

pub(super) const fn of(algorithm: Algorithm) -> Result<Kind, Fault> {
    match algorithm {
        Algorithm::Ed25519 => Ok(Kind::Ed25519),
        Algorithm::RsaSha256 => Ok(Kind::RsaSha256),
        Algorithm::RsaPssSha256 => Ok(Kind::RsaPssSha256),
        Algorithm::EcdsaP256Sha256 => Ok(Kind::P256),
        _ => Err(NO_KEY),
    }
}

pub(super) const fn of_jwt(algorithm: JwtAlgorithm) -> Result<Kind, Fault> {
    match algorithm {
        JwtAlgorithm::EdDsa => Ok(Kind::Ed25519),
        JwtAlgorithm::Rs256 => Ok(Kind::RsaSha256),
        JwtAlgorithm::Rs384 => Ok(Kind::RsaSha384),
        JwtAlgorithm::Rs512 => Ok(Kind::RsaSha512),
        JwtAlgorithm::Ps256 => Ok(Kind::RsaPssSha256),
        JwtAlgorithm::Ps384 => Ok(Kind::RsaPssSha384),
        JwtAlgorithm::Ps512 => Ok(Kind::RsaPssSha512),
        JwtAlgorithm::Es256 => Ok(Kind::P256Fixed),
        JwtAlgorithm::Es384 => Ok(Kind::P384Fixed),
        JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => Err(NO_KEY),
    }
}

/// The public key of a PEM text, as a `SubjectPublicKeyInfo` in DER.
pub(super) fn public_key(pem: &[u8]) -> Result<Vec<u8>, Fault> {
    let key = SubjectPublicKeyInfoDer::from_pem_slice(pem)
        .map_err(|_| Fault::Key(no_public_key(std::str::from_utf8(pem).unwrap_or_default())))?;
    Ok(key.as_ref().to_vec())
}

/// Whether the signature is that of the message. The key is a `SubjectPublicKeyInfo` in DER, or for
/// Ed25519 and P-256 its point alone.
pub(super) fn verifies(
    kind: Kind,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<bool, Fault> {
    let algorithm: &dyn SignatureVerificationAlgorithm = match kind {
        Kind::Ed25519 => webpki::ring::ED25519,
        Kind::RsaSha256 => webpki::ring::RSA_PKCS1_2048_8192_SHA256,
        Kind::RsaSha512 => webpki::ring::RSA_PKCS1_2048_8192_SHA512,
        Kind::RsaSha384 => webpki::ring::RSA_PKCS1_2048_8192_SHA384,
        Kind::RsaPssSha256 => webpki::ring::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
        Kind::RsaPssSha384 => webpki::ring::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
        Kind::RsaPssSha512 => webpki::ring::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
        Kind::P256 => webpki::ring::ECDSA_P256_SHA256,
        Kind::P256Fixed => &P256_FIXED,
        Kind::P384Fixed => &P384_FIXED,
    };
    let is_point = match kind {
        Kind::Ed25519 => key.len() == 32,
        Kind::P256 | Kind::P256Fixed => key.len() == 65 && key[0] == 4,
        Kind::P384Fixed => key.len() == 97 && key[0] == 4,
        _ => false,
    };
    if is_point {
        return Ok(algorithm.verify_signature(key, message, signature).is_ok());
    }
    let key = SubjectPublicKeyInfoDer::from(key);
    let key = RawPublicKeyEntity::try_from(&key).map_err(|_| NO_KEY)?;
    match key.verify_signature(algorithm, message, signature) {
        Ok(()) => Ok(true),
        Err(Error::InvalidSignatureForPublicKey) => Ok(false),
        Err(_) => Err(NO_KEY),
    }
}

/// A public key of a JWK (RFC 7518, 6; RFC 8037, 2).
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// The modulus and the exponent, without leading zeros.
    Rsa(Vec<u8>, Vec<u8>),
    /// The point, uncompressed.
    P256([u8; 65]),
    P384([u8; 97]),
    Ed25519([u8; 32]),
}

impl PublicKey {
    /// Whether a signature is that of the message. A key of another kind than the algorithm's fits
    /// nothing.
    pub(crate) fn verifies(&self, of: JwtAlgorithm, message: &[u8], signature: &[u8]) -> bool {
        let rsa = |parameters| match self {
            Self::Rsa(n, e) => {
                RsaPublicKeyComponents { n, e }.verify(parameters, message, signature).is_ok()
            }
            _ => false,
        };
        match (of, self) {
            (JwtAlgorithm::Rs256, _) => rsa(&RSA_PKCS1_2048_8192_SHA256),
            (JwtAlgorithm::Rs384, _) => rsa(&RSA_PKCS1_2048_8192_SHA384),
            (JwtAlgorithm::Rs512, _) => rsa(&RSA_PKCS1_2048_8192_SHA512),
            (JwtAlgorithm::Ps256, _) => rsa(&RSA_PSS_2048_8192_SHA256),
            (JwtAlgorithm::Ps384, _) => rsa(&RSA_PSS_2048_8192_SHA384),
            (JwtAlgorithm::Ps512, _) => rsa(&RSA_PSS_2048_8192_SHA512),
            (JwtAlgorithm::Es384, Self::P384(point)) => {
                let key = UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point);
                key.verify(message, signature).is_ok()
            }
            (JwtAlgorithm::Es256, Self::P256(point)) => {
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(message, signature).is_ok()
            }
            (JwtAlgorithm::EdDsa, Self::Ed25519(point)) => {
                UnparsedPublicKey::new(&ED25519, point).verify(message, signature).is_ok()
            }
            _ => false,
        }
    }
}

/// ECDSA signatures as RFC 7518 writes them, which certificates never have.
struct Fixed {
    verification: &'static EcdsaVerificationAlgorithm,
    key: AlgorithmIdentifier,
    signature: AlgorithmIdentifier,
}

static P256_FIXED: Fixed = Fixed {
    verification: &ECDSA_P256_SHA256_FIXED,
    key: alg_id::ECDSA_P256,
    signature: alg_id::ECDSA_SHA256,
};

static P384_FIXED: Fixed = Fixed {
    verification: &ECDSA_P384_SHA384_FIXED,
    key: alg_id::ECDSA_P384,
    signature: alg_id::ECDSA_SHA384,
};

impl fmt::Debug for Fixed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Fixed").field("key", &self.key).finish_non_exhaustive()
    }
}

impl SignatureVerificationAlgorithm for Fixed {
    fn verify_signature(
        &self,
        key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let key = UnparsedPublicKey::new(self.verification, key);
        key.verify(message, signature).map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.key
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.signature
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    /// Made by another implementation over `the message`.
    const FOREIGN: [(Kind, &str, &str); 3] = [
        (
            Kind::Ed25519,
            include_str!("../../tests/keys/ed25519.pub.pem"),
            "XIZI8uskYau+sF4BUTiWxTweIkHQkN1wvwox2VqC0Gqryc6DQvLM4X/DbTdZfuBZOzY0uFIkxzOcaVoZW7yNDQ==",
        ),
        (
            Kind::RsaSha256,
            include_str!("../../tests/keys/rsa.pub.pem"),
            "XFQxiAfuuNgrEmDfjyIlK/2fGGzJDgMTIO4QtKJLBt/13IHk99X9JjyRYhrbykBM9AJ1hofyhTitaLe07Xs0rDle01eZ3mMN6QdeWWsNCIzNY2fGNhQS8dBi9F+giMXW8nG1PTwDmBb2ai/Ylm4NpYJyUAfU6vgVC0qMKqaHyq6VsMBmXyN5FbdF3F2l8NsKWuF1jm/LhNpIm9r4+baG9sbViAqUfZIRI+h4tPHKloKyvyzOKuiwNHTpfLBuu360yI+hgpk9dcn4HWMQPptKnKbSJZ10aadKHkwGX88jQcWDCBdVOpyMZGC3q1Nm1Ej3POZf7Qj/8Gpb+Uu7HRPVbA==",
        ),
        (
            Kind::P256,
            include_str!("../../tests/keys/p256.pub.pem"),
            "MEYCIQDlcXggCPGet365yxjxh5grQWGkFJhhjy9pQfmOfe6XwgIhAO+e7tiQNxanCv/FuolyJv8aqM3L8UxXf7Jqynl9GGm2",
        ),
    ];

    #[test]
    fn signatures_of_another_implementation_are_verified() {
        for (kind, pem, signature) in FOREIGN {
            let key = public_key(pem.as_bytes()).unwrap();
            let mut signature = STANDARD.decode(signature).unwrap();
            assert_eq!(verifies(kind, &key, b"the message", &signature), Ok(true), "{kind:?}");
            assert_eq!(verifies(kind, &key, b"the massage", &signature), Ok(false), "{kind:?}");
            if kind != Kind::RsaSha256 {
                let point = &key[key.len() - if kind == Kind::Ed25519 { 32 } else { 65 }..];
                assert_eq!(verifies(kind, point, b"the message", &signature), Ok(true));
            }
            signature[40] ^= 1;
            assert_eq!(verifies(kind, &key, b"the message", &signature), Ok(false), "{kind:?}");
            assert_eq!(verifies(kind, &key, b"the message", &[]), Ok(false), "{kind:?}");
        }
    }

    #[test]
    fn a_key_of_another_kind_is_none() {
        for (kind, _, signature) in FOREIGN {
            let signature = STANDARD.decode(signature).unwrap();
            for (other, pem, _) in FOREIGN {
                let key = public_key(pem.as_bytes()).unwrap();
                let outcome = verifies(kind, &key, b"the message", &signature);
                assert_eq!(outcome.is_err(), kind != other, "{kind:?} with {other:?}");
            }
            for key in [&b""[..], b"\x04", &[4; 64], &[0x30; 400]] {
                assert!(verifies(kind, key, b"the message", &signature).is_err());
            }
        }
        assert!(public_key(b"no key").is_err());
        assert!(of(Algorithm::HmacSha256).is_err());
        assert!(of_jwt(JwtAlgorithm::Hs256).is_err());
    }
}
