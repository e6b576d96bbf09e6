//! What the tests hold signatures against: other implementations than the runtime's, where there are some.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_runtime::Json;
use ring::signature::{self, EcdsaKeyPair, KeyPair as _, RsaKeyPair, UnparsedPublicKey};

use crate::wire::params;

/// Key pairs that were made for tests.
pub(crate) const RSA: &str = include_str!("../../../oauth-runtime/tests/keys/rsa.pem");
pub(crate) const P256: &str = include_str!("../../../oauth-runtime/tests/keys/p256.pem");

/// The names of the parameters in a form or a query, in order.
pub(crate) fn names(query: &str) -> Vec<String> {
    params(&format!("?{query}")).into_iter().map(|(name, _)| name).collect()
}

/// HMAC-SHA256 in hex.
pub(crate) fn hmac(key: &str, message: &str) -> String {
    let digest = hmac_sha256::HMAC::mac(message.as_bytes(), key.as_bytes());
    digest.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// A signed token, taken apart.
pub(crate) struct Jwt {
    pub(crate) header: Json,
    pub(crate) claims: Json,
    message: String,
    signature: Vec<u8>,
}

impl Jwt {
    pub(crate) fn read(token: &str) -> Self {
        let (message, signature) = token.rsplit_once('.').unwrap();
        let (header, claims) = message.split_once('.').unwrap();
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        let json = |part: &str| serde_json::from_slice(&bytes(part)).unwrap();
        Self {
            header: json(header),
            claims: json(claims),
            message: message.to_owned(),
            signature: bytes(signature),
        }
    }

    /// A claim that is a text.
    pub(crate) fn claim(&self, name: &str) -> &str {
        self.claims[name].as_str().unwrap_or_default()
    }

    /// A claim that is a number.
    pub(crate) fn number(&self, name: &str) -> u64 {
        self.claims[name].as_u64().unwrap_or_default()
    }

    /// Whether [`RSA`] has signed it, as RS256 says.
    pub(crate) fn is_signed_with_rsa(&self) -> bool {
        let key = RsaKeyPair::from_pkcs8(&der(RSA)).unwrap();
        let key = UnparsedPublicKey::new(
            &signature::RSA_PKCS1_2048_8192_SHA256,
            key.public_key().as_ref(),
        );
        key.verify(self.message.as_bytes(), &self.signature).is_ok()
    }

    /// Whether [`P256`] has signed it, as ES256 says.
    pub(crate) fn is_signed_with_p256(&self) -> bool {
        let random = ring::rand::SystemRandom::new();
        let algorithm = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
        let key = EcdsaKeyPair::from_pkcs8(algorithm, &der(P256), &random).unwrap();
        let key =
            UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, key.public_key().as_ref());
        key.verify(self.message.as_bytes(), &self.signature).is_ok()
    }
}

/// What a PEM text holds.
fn der(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    STANDARD.decode(lines.collect::<String>()).unwrap()
}
