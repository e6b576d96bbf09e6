//! What is done with a message: digests, and verifying with public keys. The arithmetic is all in
//! libraries.

#[cfg(feature = "digests")]
use hmac::{Hmac, KeyInit as _, Mac as _};
#[cfg(feature = "digests")]
use md5::{Digest as _, Md5};
use oauth_spec::Algorithm;

use super::fault::Fault;
use crate::wipe::Wiped;

/// What the algorithm makes of the message. The message may hold a secret, so the outcome is wiped.
pub(super) fn digest(algorithm: Algorithm, key: &[u8], message: &[u8]) -> Result<Wiped, Fault> {
    Ok(Wiped(match algorithm {
        Algorithm::None => message.to_vec(),
        Algorithm::HmacSha256 => hmac_sha256::HMAC::mac(message, key).to_vec(),
        Algorithm::Sha256 => hmac_sha256::Hash::hash(message).to_vec(),
        #[cfg(feature = "digests")]
        Algorithm::HmacSha512 => hmac_sha512::HMAC::mac(message, key).to_vec(),
        #[cfg(feature = "digests")]
        Algorithm::Sha512 => hmac_sha512::Hash::hash(message).to_vec(),
        #[cfg(feature = "digests")]
        Algorithm::HmacSha1 => hmac_sha1_compact::HMAC::mac(message, key).to_vec(),
        #[cfg(feature = "digests")]
        Algorithm::Sha1 => hmac_sha1_compact::Hash::hash(message).to_vec(),
        #[cfg(feature = "digests")]
        Algorithm::HmacMd5 => {
            let mac = Hmac::<Md5>::new_from_slice(key).expect("an HMAC takes keys of any length");
            mac.chain_update(message).finalize().into_bytes().to_vec()
        }
        #[cfg(feature = "digests")]
        Algorithm::Md5 => Md5::digest(message).to_vec(),
        #[cfg(not(feature = "digests"))]
        Algorithm::HmacSha512
        | Algorithm::HmacSha1
        | Algorithm::HmacMd5
        | Algorithm::Sha512
        | Algorithm::Sha1
        | Algorithm::Md5 => {
            return Err(Fault::Settings(crate::features::feature_is_off("digests")));
        }
        Algorithm::Ed25519
        | Algorithm::RsaSha256
        | Algorithm::RsaPssSha256
        | Algorithm::EcdsaP256Sha256 => {
            return Err(Fault::Key("a public key verifies signatures, and makes none"));
        }
    }))
}

/// Whether a signature was made with the private half of this public key.
pub(super) fn verifies(
    algorithm: Algorithm,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<bool, Fault> {
    #[cfg(feature = "jose")]
    return super::jose::verifies(super::jose::of(algorithm)?, key, message, signature);
    #[cfg(not(feature = "jose"))]
    {
        let _ = (algorithm, key, message, signature);
        Err(Fault::Settings(crate::features::feature_is_off("jose")))
    }
}

/// How long a signature is, where that is certain.
pub(super) const fn length(algorithm: Algorithm) -> Option<usize> {
    match algorithm {
        Algorithm::HmacSha256 | Algorithm::Sha256 => Some(32),
        Algorithm::HmacSha512 | Algorithm::Sha512 | Algorithm::Ed25519 => Some(64),
        Algorithm::HmacSha1 | Algorithm::Sha1 => Some(20),
        Algorithm::HmacMd5 | Algorithm::Md5 => Some(16),
        Algorithm::None
        | Algorithm::RsaSha256
        | Algorithm::RsaPssSha256
        | Algorithm::EcdsaP256Sha256 => None,
    }
}
