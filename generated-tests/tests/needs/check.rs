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
        self.is_signed_by_rsa(&signature::RSA_PKCS1_2048_8192_SHA256)
    }

    /// The same as PS256 says.
    pub(crate) fn is_signed_with_rsa_pss(&self) -> bool {
        self.is_signed_by_rsa(&signature::RSA_PSS_2048_8192_SHA256)
    }

    fn is_signed_by_rsa(&self, as_said: &'static signature::RsaParameters) -> bool {
        let key = RsaKeyPair::from_pkcs8(&der(RSA)).unwrap();
        let key = UnparsedPublicKey::new(as_said, key.public_key().as_ref());
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

/// A signed token of these parts.
pub(crate) fn jwt(header: &str, claims: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part));
    let message = format!("{header}.{claims}");
    let signature = URL_SAFE_NO_PAD.encode(sign(message.as_bytes()));
    format!("{message}.{signature}")
}

/// One that the client's secret signs.
pub(crate) fn hs256(claims: &str) -> String {
    hs256_with("s3cr3t", claims)
}

/// The same with another secret.
pub(crate) fn hs256_with(secret: &str, claims: &str) -> String {
    let mac = |message: &[u8]| hmac_sha256::HMAC::mac(message, secret.as_bytes()).to_vec();
    jwt(r#"{"alg": "HS256"}"#, claims, mac)
}

/// One that [`RSA`] signs, which is `rsa` in [`key_set`].
pub(crate) fn rs256(claims: &str) -> String {
    let key = RsaKeyPair::from_pkcs8(&der(RSA)).unwrap();
    jwt(r#"{"alg": "RS256", "kid": "rsa"}"#, claims, |message| {
        let mut signature = vec![0; key.public().modulus_len()];
        let random = ring::rand::SystemRandom::new();
        key.sign(&signature::RSA_PKCS1_SHA256, &random, message, &mut signature).unwrap();
        signature
    })
}

/// The public half of [`RSA`], as a JWK Set.
pub(crate) fn key_set() -> String {
    let key = RsaKeyPair::from_pkcs8(&der(RSA)).unwrap();
    let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(key.public_key());
    let [n, e] = [public.n, public.e].map(|number| URL_SAFE_NO_PAD.encode(number));
    format!(r#"{{"keys": [{{"kty": "RSA", "use": "sig", "kid": "rsa", "n": "{n}", "e": "{e}"}}]}}"#)
}

/// What a PEM text holds.
fn der(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    STANDARD.decode(lines.collect::<String>()).unwrap()
}
