//! What clients have signed with a private key that is known here: the one that they were given as a variable.

use oauth_spec::{Algorithm, JwtAlgorithm, KeyEncoding};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING,
    ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair,
    KeyPair as _, RsaKeyPair, UnparsedPublicKey,
};

use super::PublicKey;
use super::private::{as_jwt, der};

/// Whether the private key in a PEM text has signed a message; `None` if there is no such key in it.
pub(super) fn verify_private(
    algorithm: JwtAlgorithm,
    pem: &str,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    Some(public(algorithm, &der(pem)?)?.verifies(algorithm, message, signature))
}

/// The same for a signature that is no token's, with a key that is written in that way.
pub(super) fn verify_detached(
    algorithm: Algorithm,
    (encoding, key): (KeyEncoding, &[u8]),
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let der = match encoding {
        KeyEncoding::Pem => der(std::str::from_utf8(key).ok()?)?,
        encoding => super::encoding::key(encoding, key)?,
    };
    if algorithm == Algorithm::EcdsaP256Sha256 {
        let point = point(&ECDSA_P256_SHA256_ASN1_SIGNING, &der)?;
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point);
        return Some(key.verify(message, signature).is_ok());
    }
    let algorithm = as_jwt(algorithm)?;
    Some(public(algorithm, &der)?.verifies(algorithm, message, signature))
}

/// The public half of a private key of the algorithm's kind.
fn public(algorithm: JwtAlgorithm, der: &[u8]) -> Option<PublicKey> {
    match algorithm {
        JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => None,
        JwtAlgorithm::Es256 => point(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map(PublicKey::P256),
        JwtAlgorithm::Es384 => point(&ECDSA_P384_SHA384_FIXED_SIGNING, der).map(PublicKey::P384),
        JwtAlgorithm::EdDsa => {
            let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der);
            let key = key.or_else(|_| Ed25519KeyPair::from_seed_unchecked(der)).ok()?;
            Some(PublicKey::Ed25519(key.public_key().as_ref().to_vec()))
        }
        _ => {
            let key = RsaKeyPair::from_pkcs8(der).or_else(|_| RsaKeyPair::from_der(der)).ok()?;
            let PublicKeyComponents { n, e } = key.public().into();
            Some(PublicKey::Rsa { n, e })
        }
    }
}

fn point(of: &'static EcdsaSigningAlgorithm, der: &[u8]) -> Option<Vec<u8>> {
    let key = EcdsaKeyPair::from_pkcs8(of, der, &SystemRandom::new()).ok()?;
    Some(key.public_key().as_ref().to_vec())
}
