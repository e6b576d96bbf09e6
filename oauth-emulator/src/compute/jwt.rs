//! Signed tokens (RFC 7515, RFC 7519).

use oauth_spec::JwtAlgorithm;
use serde_json::{Map, Value, json};

use super::clients::verify_private;
use super::encoding::{base64url, from_base64url};
use super::{PublicKey, run_jwt};

/// A token, taken apart and not verified.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
    signed: String,
    signature: Vec<u8>,
}

impl Token {
    /// Takes a token apart; `None` if it is none.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let object = |part: &str| serde_json::from_slice(&from_base64url(part)?).ok();
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: signed.to_owned(),
            signature: from_base64url(signature)?,
        })
    }

    /// Its algorithm, if it is one that is known.
    pub(crate) fn algorithm(&self) -> Option<JwtAlgorithm> {
        let said = self.header.get("alg")?.as_str()?;
        JwtAlgorithm::ALL.iter().find(|(name, _)| *name == said).map(|(_, algorithm)| *algorithm)
    }

    /// Whether the private half of this key has signed it.
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        let message = self.signed.as_bytes();
        self.algorithm().is_some_and(|of| key.verifies(of, message, &self.signature))
    }

    /// Whether its signature is right; `None` if that takes a public key, and there is one at all.
    pub(crate) fn verify(&self, algorithm: JwtAlgorithm, key: &[u8]) -> Option<bool> {
        match run_jwt(algorithm, key, self.signed.as_bytes()) {
            Some(expected) => Some(expected == self.signature),
            None if self.signature.is_empty() => Some(false),
            None => None,
        }
    }

    /// Whether the private key in this PEM text has signed it, or this secret; `None` if it is no key.
    pub(crate) fn signed_by(&self, algorithm: JwtAlgorithm, key: &str) -> Option<bool> {
        if algorithm.has_shared_key() || self.signature.is_empty() {
            return self.verify(algorithm, key.as_bytes());
        }
        verify_private(algorithm, key, self.signed.as_bytes(), &self.signature)
    }
}

/// Makes a token, signed with HS256.
pub(crate) fn sign_jwt(claims: &Map<String, Value>, key: &[u8]) -> String {
    sign(JwtAlgorithm::Hs256, claims, key).unwrap_or_default()
}

/// Makes a token; `None` if that takes a private key.
pub(crate) fn sign(
    algorithm: JwtAlgorithm,
    claims: &Map<String, Value>,
    key: &[u8],
) -> Option<String> {
    let header = json!({ "alg": name(algorithm), "typ": "JWT" });
    written(&header, claims, |signed| run_jwt(algorithm, key, signed))
}

/// A token with that header, signed in that way.
pub(crate) fn written(
    header: &Value,
    claims: &Map<String, Value>,
    signature: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Option<String> {
    let claims = Value::Object(claims.clone()).to_string();
    let header = base64url(header.to_string().as_bytes());
    let signed = format!("{header}.{}", base64url(claims.as_bytes()));
    let signature = signature(signed.as_bytes())?;
    Some(format!("{signed}.{}", base64url(&signature)))
}

/// The registered name.
pub(crate) fn name(algorithm: JwtAlgorithm) -> &'static str {
    let mut all = JwtAlgorithm::ALL.iter();
    all.find(|(_, known)| *known == algorithm).map_or("none", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back() {
        let claims = json!({ "sub": "me", "exp": 17 });
        let claims = claims.as_object().expect("an object");
        let text = sign_jwt(claims, b"key");
        let token = Token::read(&text).expect("a token");
        assert_eq!(&token.claims, claims);
        assert_eq!(token.header["alg"], "HS256");
        assert_eq!(token.verify(JwtAlgorithm::Hs256, b"key"), Some(true));
        assert_eq!(token.verify(JwtAlgorithm::Hs256, b"other"), Some(false));
        assert_eq!(token.verify(JwtAlgorithm::Es256, b""), None);
        for wrong in ["", ".", "..", "a.b.c", "e30.e30"] {
            assert!(Token::read(wrong).is_none(), "{wrong}");
        }
    }
}
