//! The callback's signature.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac_sha256::HMAC;
use oauth_spec::SignatureEncoding;

use crate::settings::SignaturePosition;

/// How callbacks are signed, with everything known.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    /// The parameter that holds the signature.
    pub(crate) parameter: &'static str,
    /// The key; `None`: the secret of the client that the callback goes to.
    pub(crate) key: Option<String>,
    pub(crate) encoding: SignatureEncoding,
    pub(crate) position: SignaturePosition,
}

impl Signer {
    /// Puts the signature among the pairs of a query, which are encoded already.
    pub(crate) fn sign(&self, pairs: &mut Vec<String>, client_secret: &str) {
        let key = self.key.as_deref().unwrap_or(client_secret);
        let digest = self.digest(pairs.join("&").as_bytes(), key.as_bytes());
        let encoded: String = form_urlencoded::byte_serialize(digest.as_bytes()).collect();
        let at = match self.position {
            SignaturePosition::First => 0,
            SignaturePosition::Middle => pairs.len() / 2,
            SignaturePosition::Last => pairs.len(),
        };
        pairs.insert(at, format!("{}={encoded}", self.parameter));
    }

    fn digest(&self, message: &[u8], key: &[u8]) -> String {
        let digest = HMAC::mac(message, key);
        if self.encoding == SignatureEncoding::Base64 {
            return STANDARD.encode(digest);
        }
        digest.iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(encoding: SignatureEncoding, position: SignaturePosition) -> Vec<String> {
        let signer = Signer { parameter: "hmac", key: None, encoding, position };
        let mut pairs = vec!["code=abc".to_owned(), "state=xyz".to_owned()];
        signer.sign(&mut pairs, "secret");
        pairs
    }

    // printf 'code=abc&state=xyz' | openssl dgst -sha256 -hmac secret
    const HEX: &str = "794f87a6ea43e751262243aa808668a6ee2cbe13b31b05cbaaaeebcd05b47ad6";

    #[test]
    fn the_signature_is_that_of_openssl() {
        let pairs = signed(SignatureEncoding::Hex, SignaturePosition::Last);
        assert_eq!(pairs[2], format!("hmac={HEX}"));
    }

    #[test]
    fn it_stands_where_it_was_asked_to() {
        let place = |position| {
            let pairs = signed(SignatureEncoding::Base64, position);
            pairs.iter().position(|pair| pair.starts_with("hmac=")).expect("signed")
        };
        assert_eq!(place(SignaturePosition::First), 0);
        assert_eq!(place(SignaturePosition::Middle), 1);
        assert_eq!(place(SignaturePosition::Last), 2);
    }
}
