//! The provider's own keys: what ID tokens are signed with, and what everybody may know of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_spec::{Algorithm, JwtAlgorithm};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING,
    ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair,
    KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256,
    RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use serde_json::{Value, json};

use super::encoding::base64url;

const RSA: &str = include_str!("../keys/rsa.pem");
const P256: &str = include_str!("../keys/p256.pem");
const P384: &str = include_str!("../keys/p384.pem");
const ED25519: &str = include_str!("../keys/ed25519.pem");

/// Signs a message with the provider's key of the algorithm's kind; `None` for a secret that is shared.
pub(crate) fn sign_private(algorithm: JwtAlgorithm, message: &[u8]) -> Option<Vec<u8>> {
    let rsa = |padding: &'static dyn RsaEncoding| {
        let key = rsa()?;
        let mut signature = vec![0; key.public().modulus_len()];
        key.sign(padding, &SystemRandom::new(), message, &mut signature).ok()?;
        Some(signature)
    };
    match algorithm {
        JwtAlgorithm::Rs256 => rsa(&RSA_PKCS1_SHA256),
        JwtAlgorithm::Rs384 => rsa(&RSA_PKCS1_SHA384),
        JwtAlgorithm::Rs512 => rsa(&RSA_PKCS1_SHA512),
        JwtAlgorithm::Ps256 => rsa(&RSA_PSS_SHA256),
        JwtAlgorithm::Ps384 => rsa(&RSA_PSS_SHA384),
        JwtAlgorithm::Ps512 => rsa(&RSA_PSS_SHA512),
        JwtAlgorithm::Es256 => {
            Some(p256()?.sign(&SystemRandom::new(), message).ok()?.as_ref().to_vec())
        }
        JwtAlgorithm::Es384 => {
            Some(p384()?.sign(&SystemRandom::new(), message).ok()?.as_ref().to_vec())
        }
        JwtAlgorithm::EdDsa => Some(ed25519()?.sign(message).as_ref().to_vec()),
        JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => None,
    }
}

/// The same for a signature that is no token's.
pub(crate) fn sign_detached(algorithm: Algorithm, message: &[u8]) -> Option<Vec<u8>> {
    if algorithm == Algorithm::EcdsaP256Sha256 {
        let key = on_curve(&ECDSA_P256_SHA256_ASN1_SIGNING, P256)?;
        return Some(key.sign(&SystemRandom::new(), message).ok()?.as_ref().to_vec());
    }
    sign_private(as_jwt(algorithm)?, message)
}

/// The algorithm that makes the same of a message in a token. On a curve there is none: here such a signature is in
/// ASN.1, and in a token it is not.
pub(super) fn as_jwt(algorithm: Algorithm) -> Option<JwtAlgorithm> {
    match algorithm {
        Algorithm::RsaSha256 => Some(JwtAlgorithm::Rs256),
        Algorithm::RsaPssSha256 => Some(JwtAlgorithm::Ps256),
        Algorithm::Ed25519 => Some(JwtAlgorithm::EdDsa),
        _ => None,
    }
}

/// The public key of that name, in PEM.
pub(crate) fn public_pem(kid: &str) -> Option<&'static str> {
    match kid {
        "rsa" => Some(include_str!("../keys/rsa.public.pem")),
        "p256" => Some(include_str!("../keys/p256.public.pem")),
        "p384" => Some(include_str!("../keys/p384.public.pem")),
        "ed25519" => Some(include_str!("../keys/ed25519.public.pem")),
        _ => None,
    }
}

/// The name of the key that an algorithm takes.
pub(crate) fn kid(algorithm: JwtAlgorithm) -> Option<&'static str> {
    match algorithm {
        JwtAlgorithm::Rs256
        | JwtAlgorithm::Rs384
        | JwtAlgorithm::Rs512
        | JwtAlgorithm::Ps256
        | JwtAlgorithm::Ps384
        | JwtAlgorithm::Ps512 => Some("rsa"),
        JwtAlgorithm::Es384 => Some("p384"),
        JwtAlgorithm::Es256 => Some("p256"),
        JwtAlgorithm::EdDsa => Some("ed25519"),
        JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => None,
    }
}

/// The same for signatures that are no token's.
pub(crate) fn kid_detached(algorithm: Algorithm) -> Option<&'static str> {
    if algorithm == Algorithm::EcdsaP256Sha256 { Some("p256") } else { kid(as_jwt(algorithm)?) }
}

/// All public keys, as a JWK Set (RFC 7517, 5).
pub(crate) fn key_set() -> Value {
    let rsa = rsa().map(|key| {
        let public = PublicKeyComponents::<Vec<u8>>::from(key.public());
        let (n, e) = (base64url(&public.n), base64url(&public.e));
        json!({ "kty": "RSA", "use": "sig", "kid": "rsa", "n": n, "e": e })
    });
    let point = |key: EcdsaKeyPair, curve: &str, kid: &str| {
        let point = key.public_key().as_ref().get(1..).unwrap_or_default();
        let (x, y) = point.split_at(point.len() / 2);
        json!({
            "kty": "EC", "crv": curve, "use": "sig", "kid": kid,
            "x": base64url(x), "y": base64url(y),
        })
    };
    let p256 = p256().map(|key| point(key, "P-256", "p256"));
    let p384 = p384().map(|key| point(key, "P-384", "p384"));
    let ed25519 = ed25519().map(|key| {
        let x = base64url(key.public_key().as_ref());
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": "ed25519", "x": x })
    });
    let keys: Vec<Value> = [rsa, p256, p384, ed25519].into_iter().flatten().collect();
    json!({ "keys": keys })
}

fn rsa() -> Option<RsaKeyPair> {
    RsaKeyPair::from_pkcs8(&der(RSA)?).ok()
}

fn p256() -> Option<EcdsaKeyPair> {
    on_curve(&ECDSA_P256_SHA256_FIXED_SIGNING, P256)
}

fn p384() -> Option<EcdsaKeyPair> {
    on_curve(&ECDSA_P384_SHA384_FIXED_SIGNING, P384)
}

fn on_curve(of: &'static EcdsaSigningAlgorithm, pem: &str) -> Option<EcdsaKeyPair> {
    EcdsaKeyPair::from_pkcs8(of, &der(pem)?, &SystemRandom::new()).ok()
}

fn ed25519() -> Option<Ed25519KeyPair> {
    Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der(ED25519)?).ok()
}

/// What a PEM text holds.
pub(crate) fn der(pem: &str) -> Option<Vec<u8>> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    STANDARD.decode(lines.collect::<String>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_the_set_and_signs() {
        let set = key_set();
        let keys = set["keys"].as_array().expect("a list");
        for (_, algorithm) in JwtAlgorithm::ALL {
            let kid = kid(*algorithm);
            assert_eq!(kid.is_some(), sign_private(*algorithm, b"m").is_some(), "{algorithm:?}");
            assert!(kid.is_none_or(|kid| keys.iter().any(|key| key["kid"] == kid)));
            assert_eq!(kid.is_some(), kid.and_then(public_pem).is_some());
        }
        assert_eq!(keys.len(), 4);
        assert!(keys.iter().all(|key| key.get("d").is_none()));
    }
}
