//! Digests, keyed and bare: what can be made with a key that both sides hold.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use oauth_spec::{Algorithm, JwtAlgorithm};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// What an algorithm makes of a message; `None` for those that need a private key.
pub(crate) fn run(algorithm: Algorithm, key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    match algorithm {
        Algorithm::None => Some(message.to_vec()),
        Algorithm::HmacSha256 => Some(hmac_sha256(key, message)),
        Algorithm::HmacSha512 => hmac_sha512(key, message),
        Algorithm::HmacSha1 => {
            let mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
            Some(mac.chain_update(message).finalize().into_bytes().to_vec())
        }
        Algorithm::HmacMd5 => {
            let mac = Hmac::<Md5>::new_from_slice(key).ok()?;
            Some(mac.chain_update(message).finalize().into_bytes().to_vec())
        }
        Algorithm::Sha256 => Some(Sha256::digest(message).to_vec()),
        Algorithm::Sha512 => Some(sha512(message)),
        Algorithm::Sha1 => Some(Sha1::digest(message).to_vec()),
        Algorithm::Md5 => Some(Md5::digest(message).to_vec()),
        Algorithm::Ed25519
        | Algorithm::RsaSha256
        | Algorithm::RsaPssSha256
        | Algorithm::EcdsaP256Sha256 => None,
    }
}

/// How a token is signed with a shared secret; `None` for those that need a private key.
pub(crate) fn run_jwt(algorithm: JwtAlgorithm, key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    match algorithm {
        JwtAlgorithm::Hs256 => Some(hmac_sha256(key, message)),
        JwtAlgorithm::Hs512 => hmac_sha512(key, message),
        _ => None,
    }
}

/// HMAC-SHA-256 (RFC 2104).
pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    hmac_sha256::HMAC::mac(message, key).to_vec()
}

fn hmac_sha512(key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let mac = Hmac::<Sha512>::new_from_slice(key).ok()?;
    Some(mac.chain_update(message).finalize().into_bytes().to_vec())
}

/// SHA-256.
pub(crate) fn sha256(message: &[u8]) -> Vec<u8> {
    Sha256::digest(message).to_vec()
}

/// SHA-384.
pub(crate) fn sha384(message: &[u8]) -> Vec<u8> {
    Sha384::digest(message).to_vec()
}

/// SHA-512.
pub(crate) fn sha512(message: &[u8]) -> Vec<u8> {
    Sha512::digest(message).to_vec()
}

/// SHA-1.
pub(crate) fn sha1(message: &[u8]) -> Vec<u8> {
    Sha1::digest(message).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compute::encoding::hex;

    #[test]
    fn digests_are_those_of_the_standards() {
        // RFC 2202 and RFC 4231, test case 2; RFC 1321, A.5; FIPS 180-4 of `abc`.
        let (key, message) = (b"Jefe".as_slice(), b"what do ya want for nothing?".as_slice());
        let made = |algorithm| hex(&run(algorithm, key, message).expect("no private key"));
        assert_eq!(made(Algorithm::HmacSha1), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(made(Algorithm::HmacMd5), "750c783e6ab0b503eaa86e310a5db738");
        assert!(made(Algorithm::HmacSha256).starts_with("5bdcc146bf60754e6a042426089575c7"));
        assert!(made(Algorithm::HmacSha512).starts_with("164b7a7bfcf819e2e395fbe73b56e0a3"));
        let bare = |algorithm| hex(&run(algorithm, b"", b"abc").expect("no private key"));
        assert_eq!(bare(Algorithm::Md5), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(bare(Algorithm::Sha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert!(bare(Algorithm::Sha256).starts_with("ba7816bf8f01cfea414140de5dae2223"));
        assert!(bare(Algorithm::Sha512).starts_with("ddaf35a193617abacc417349ae204131"));
        assert_eq!(bare(Algorithm::None), "616263");
        assert_eq!(run(Algorithm::Ed25519, key, message), None);
    }
}
