//! What only a provider's private key can sign: here it is signed with a key of the emulator's own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_spec::{Algorithm, KeyEncoding, Signature, SignatureCheck};

use super::write::shared;
use crate::compute::encoding::hex;
use crate::compute::{der, kid, kid_detached, public_pem};
use crate::emulator::Emulator;

impl Emulator {
    /// The public key that such a signature is verified with here, written as it is declared; `None` where it is made
    /// with a secret.
    ///
    /// A webhook whose keys are not published is verified with this instead of a secret. Of a callback or a token
    /// answer it must be the value of the variable that is the key
    /// ([`Builder::variable`](crate::Builder::variable)), also of the client's.
    pub fn public_key(signature: &Signature) -> Option<String> {
        match signature.check {
            SignatureCheck::Jwt(check) if shared(check).is_some() => None,
            SignatureCheck::Jwt(check) => {
                public_pem(kid(*check.algorithms.first()?)?).map(str::to_owned)
            }
            SignatureCheck::Digest(digest) => {
                let pem = public_pem(kid_detached(digest.algorithm)?)?;
                let key = der(pem)?;
                // Providers show such a key without what says that it is one.
                let is_bare = digest.algorithm == Algorithm::Ed25519;
                let key = key.get(if is_bare { key.len().checked_sub(32)? } else { 0 }..)?;
                Some(match digest.key_encoding {
                    KeyEncoding::Hex => hex(key),
                    KeyEncoding::Base64 => STANDARD.encode(key),
                    _ => pem.to_owned(),
                })
            }
        }
    }
}
