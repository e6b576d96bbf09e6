//! One proof (RFC 9449, 4.2).

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::JwtAlgorithm;
use serde_json::{Value as Json, json};

use crate::error::Error;
use crate::escape::push_json;
use crate::key::Key;
use crate::sign::algorithm_name;

/// What a proof is about.
pub(super) struct Proof<'a> {
    pub(super) method: &'a str,
    /// Without query and fragment.
    pub(super) url: &'a str,
    pub(super) access_token: Option<&'a str>,
    pub(super) nonce: Option<&'a str>,
    pub(super) now: SystemTime,
}

/// The header of every proof with this key, in base64url.
pub(super) fn header(key: &Key, algorithm: JwtAlgorithm) -> String {
    let mut jwk = key.public_jwk();
    if let Json::Object(members) = &mut jwk {
        members.remove("kid");
    }
    let header = json!({ "typ": "dpop+jwt", "alg": algorithm_name(algorithm), "jwk": jwk });
    URL_SAFE_NO_PAD.encode(header.to_string())
}

/// What a proof says of the token that it goes with (RFC 9449, 4.2).
fn ath(access_token: &str) -> String {
    URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(access_token.as_bytes()))
}

impl Proof<'_> {
    /// The proof with that header, signed.
    pub(super) fn sign(
        &self,
        header: &str,
        key: &Key,
        algorithm: JwtAlgorithm,
    ) -> Result<String, Error> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|_| {
            Error::configuration("the operating system gives no random numbers for a proof")
        })?;
        let claims = self.claims(&URL_SAFE_NO_PAD.encode(id));
        let mut text = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims));
        let signature = key
            .sign(algorithm, text.as_bytes())
            .map_err(|fault| Error::configuration(fault.text()))?;
        text.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut text);
        Ok(text)
    }

    fn claims(&self, id: &str) -> String {
        let now = self.now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let mut claims = format!("{{\"iat\":{now}");
        let ath = self.access_token.map(ath);
        for (name, value) in [
            ("jti", Some(id)),
            ("htm", Some(self.method)),
            ("htu", Some(self.url)),
            ("ath", ath.as_deref()),
            ("nonce", self.nonce),
        ] {
            if let Some(value) = value {
                claims.push_str(",\"");
                claims.push_str(name);
                claims.push_str("\":");
                push_json(&mut claims, value);
            }
        }
        claims.push('}');
        claims
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_hash_of_the_token_of_rfc_9449_7_1() {
        let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
        assert_eq!(ath(token), "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }

    #[test]
    fn the_claims_are_those_of_rfc_9449_4_2_and_7_1() {
        let proof = Proof {
            method: "GET",
            url: "https://resource.example.org/protectedresource",
            access_token: Some("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"),
            nonce: Some("a \"quoted\" one"),
            now: UNIX_EPOCH + Duration::from_secs(1_562_262_618),
        };
        let claims: Json = serde_json::from_str(&proof.claims("e1j3V_bKic8-LAEB")).unwrap();
        let expected = json!({
            "jti": "e1j3V_bKic8-LAEB",
            "htm": "GET",
            "htu": "https://resource.example.org/protectedresource",
            "iat": 1_562_262_618,
            "ath": "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo",
            "nonce": "a \"quoted\" one",
        });
        assert_eq!(claims, expected);
        let plain = Proof { access_token: None, nonce: None, ..proof };
        let claims: Json = serde_json::from_str(&plain.claims("1")).unwrap();
        assert_eq!(claims.as_object().unwrap().len(), 4);
    }
}
