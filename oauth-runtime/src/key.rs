//! Keys of the client's own: what it signs with.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_spec::JwtAlgorithm;
use serde_json::{Map, Value as Json, json};

use crate::answer::{Document, Members};
use crate::error::Error;
use crate::secret::Secret;
use crate::sign::{Fault, Pair, generated, is_named};
use crate::store::{Stored, VERSION, text_of};
use crate::wipe::WipedText;

const KIND: &str = "key";

/// A private key of the client: for `private_key_jwt` (RFC 7523, 2.2) and for `DPoP` (RFC 9449).
///
/// RSA of 2048 bits and more, P-256, P-384 or Ed25519. It does not print; a clone is the same key.
#[derive(Clone)]
pub struct Key {
    pair: Arc<Pair>,
    id: Option<Arc<str>>,
    /// The one algorithm that a JWK is for, if it says so.
    algorithm: Option<JwtAlgorithm>,
    /// What it was read from, to be stored again.
    text: Secret,
}

impl Key {
    /// A key in PEM (RFC 7468): `BEGIN PRIVATE KEY` (PKCS #8, RFC 5958), `BEGIN EC PRIVATE KEY` (SEC 1, RFC 5915) or
    /// `BEGIN RSA PRIVATE KEY` (PKCS #1, RFC 8017). Other blocks in the text are passed over.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the text is no such key. It says what the text is instead, and which command makes
    /// a key of it: one that is encrypted, for example, is decrypted by `openssl pkcs8 -topk8 -nocrypt` first.
    pub fn pem(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        if text.expose().trim_start().starts_with('{') {
            return Err(Error::configuration("the key is a JWK, and no PEM: `Key::jwk` reads it"));
        }
        let pair = Pair::from_pem(text.expose().as_bytes()).map_err(|fault| told(&fault))?;
        Ok(Self { pair: Arc::new(pair), id: None, algorithm: None, text })
    }

    /// A private key as a JWK (RFC 7517), with its `kid`, and for its `alg` if it has one.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the text is no such key, or if its `alg` is not for its kind.
    pub fn jwk(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        let members = crate::json::object(text.expose().as_bytes());
        let no_jwk = || Error::configuration("the key is no JWK: it must be a JSON object");
        let members = Members(members.ok_or_else(no_jwk)?);
        let pair = Pair::from_jwk(&members.0).map_err(|fault| told(&fault))?;
        let own = |name: &str| members.0.get(name).and_then(Json::as_str);
        let known = |name| JwtAlgorithm::ALL.iter().find(|(_, known)| is_named(*known, name));
        let algorithm = match own("alg") {
            None => None,
            Some(name) => match known(name) {
                Some((_, algorithm)) if pair.fits(*algorithm) => Some(*algorithm),
                _ => {
                    return Err(Error::configuration(
                        "the `alg` of the JWK is not one that its kind of key can have",
                    ));
                }
            },
        };
        let id = own("kid").map(Arc::from);
        Ok(Self { pair: Arc::new(pair), id, algorithm, text })
    }

    /// A new key, for ES256, ES384 or `EdDSA`.
    ///
    /// # Errors
    /// [`Error::Configuration`] for other algorithms, or if the operating system gives no random numbers.
    pub fn generate(algorithm: JwtAlgorithm) -> Result<Self, Error> {
        let document = generated(algorithm).map_err(|fault| told(&fault))?;
        let pair = Pair::from_pkcs8(&document.0).map_err(|fault| told(&fault))?;
        let mut text = WipedText("-----BEGIN PRIVATE KEY-----\n".to_owned());
        STANDARD.encode_string(&document.0, &mut text.0);
        text.0.push_str("\n-----END PRIVATE KEY-----\n");
        Ok(Self { pair: Arc::new(pair), id: None, algorithm: None, text: text.take().into() })
    }

    /// The same key by that name: the `kid` of what it signs (RFC 7515, 4.1.4).
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> Self {
        Self { id: Some(id.into().into()), ..self }
    }

    /// Its name, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// How it signs where the provider says nothing else: as its JWK says, else RS256, ES256, ES384 or
    /// `EdDSA`, after its kind.
    pub fn algorithm(&self) -> JwtAlgorithm {
        self.algorithm.unwrap_or(self.pair.algorithm())
    }

    /// Its public half as a JWK, to be registered with a provider.
    pub fn public_jwk(&self) -> Json {
        let members = self.pair.public_members().into_iter();
        let mut members: Map<String, Json> =
            members.map(|(name, value)| (name.to_owned(), value.into())).collect();
        members.extend(self.id().map(|id| ("kid".to_owned(), id.into())));
        Json::Object(members)
    }

    /// The SHA-256 thumbprint of its public half, in base64url (RFC 7638): the `jkt` of RFC 9449.
    pub fn thumbprint(&self) -> String {
        let members = self.pair.public_members().into_iter();
        let members: Vec<String> =
            members.map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
        let text = format!("{{{}}}", members.join(","));
        URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(text.as_bytes()))
    }

    /// The key as text, to be stored: JSON with a version.
    ///
    /// **It holds the private key in clear.** Store it as you would store a password.
    pub fn save(&self) -> String {
        let text = self.text.expose();
        let stored = json!({ "version": VERSION, "kind": KIND, "key": text, "id": self.id() });
        text_of(&Document(stored))
    }

    /// Takes up a key that [`Key::save`] wrote.
    ///
    /// # Errors
    /// [`Error::Stored`] if the text is broken or of another version.
    pub fn restore(text: &str) -> Result<Self, Error> {
        let stored = Stored::parse(KIND, text)?;
        let text = |name: &str| stored.get(name).and_then(Json::as_str);
        let kept = text("key").ok_or_else(|| stored.broken("`key` is missing"))?;
        let key =
            if kept.trim_start().starts_with('{') { Self::jwk(kept) } else { Self::pem(kept) };
        let key = key.map_err(|_| stored.broken("`key` is none"))?;
        Ok(match text("id") {
            Some(id) => key.with_id(id),
            None => key,
        })
    }

    /// Whether it can sign so.
    pub(crate) fn fits(&self, algorithm: JwtAlgorithm) -> bool {
        self.pair.fits(algorithm)
    }

    pub(crate) fn sign(&self, algorithm: JwtAlgorithm, message: &[u8]) -> Result<Vec<u8>, Fault> {
        self.pair.sign(algorithm, message)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Key")
            .field("algorithm", &self.algorithm())
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

fn told(fault: &Fault) -> Error {
    Error::configuration(fault.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037, A.1 to A.4.
    const ED25519: &str = r#"{"kty":"OKP","crv":"Ed25519",
        "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    /// RFC 7517, A.2.
    const P256: &str = r#"{"kty":"EC","crv":"P-256","kid":"1","alg":"ES256",
        "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        "d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}"#;

    #[test]
    fn the_key_of_rfc_8037_signs_as_printed_there() {
        let key = Key::jwk(ED25519).unwrap();
        assert_eq!(key.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        let message = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature = key.sign(JwtAlgorithm::EdDsa, message).unwrap();
        assert_eq!(
            URL_SAFE_NO_PAD.encode(signature),
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        );
        assert!(key.sign(JwtAlgorithm::Es256, message).is_err());
    }

    /// RFC 9126, 3.
    const RSA: &str = r#"{"kty":"RSA","kid":"k2bdc","e":"AQAB",
        "n":"y9Lqv4fCp6Ei-u2-ZCKq83YvbFEk6JMs_pSj76eMkddWRuWX2aBKGHAtKlE5P7_vn__PCKZWePt3vGkB6ePgzAFu08NmKemwE5bQI0e6kIChtt_6KzT5OaaXDFI6qCLJmk51Cc4VYFaxgqevMncYrzaW_50mZ1yGSFIQzLYP8bijAHGVjdEFgZaZEN9lsn_GdWLaJpHrB3ROlS50E45wxrlg9xMncVb8qDPuXZarvghLL0HzOuYRadBJVoWZowDNTpKpk2RklZ7QaBO7XDv3uR7s_sf2g-bAjSYxYUGsqkNA9b3xVW53am_UZZ3tZbFTIh557JICWKHlWj5uzeJXaw",
        "d":"LNwG_pCKrwowALpCpRdcOKlSVqylSurZhE6CpkRiE9cpDgGKIkO9CxPlXOLzjqxXuQc8MdMqRQZTnAwgd7HH0B6gncrruV3NewI-XQV0ckldTjqNfOTz1VRs-jE-57KAXI3YBIhu-_0YpIDzdk_wBuAk661Svn0GsPQe7m9DoxdzenQu9O_soewUhlPzRrTH0EeIqYI715rwI3TYaSzoWBmEPD2fICyj18FF0MPy_SQzk3noVUUIzfzLnnJiWy_p63QBCMqjRoSHHdMnI4z9iVpIwJWQ3jO5n_2lC2-cSgwjmKsFzDBbQNJc7qMG1N6EssJUwgGJxz1eAUFf0w4YAQ",
        "qi":"J-mG0swR4FTy3atrcQ7dd0hhYn1E9QndN--sDG4EQO0RnFj6wIefCvwIc47hCtVeFnCTPYJNc_JyV-mU-9vlzS5GSNuyR5qdpsMZXUMpEvQcwKt23ffPZYGaqfKyEesmf_Wi8fFcE68H9REQjnniKrXm7w2-IuG_IrVJA9Ox-uU",
        "q":"4hlMYAGa0dvogdK1jnxQ7J_Lqpqi99e-AeoFvoYpMPhthChTzwFZO9lQmUoBpMqVQTws_s7vWGmt7ZAB3ywkurf0pV7BD0fweJiUzrWk4KJjxtmP_auuxrjvm3s2FUGn6f0wRY9Z8Hj9A7C72DnYCjuZiJQMYCWDsZ8-d-L1a-s",
        "p":"5sd9Er3I2FFT9R-gy84_oakEyCmgw036B_nfYEEOCwpSvi2z7UcIVK3bSEL5WCW6BNgB3HDWhq8aYPirwQnqm0K9mX1E-4xM10WWZ-rP3XjYpQeS0Snru5LFVWsAzi-FX7BOqBibSAXLdEGXcXa44l08iec_bPD3xduq5V_1YoE",
        "dq":"Nz2PF3XM6bEc4XsluKZO70ErdYdKgdtIJReUR7Rno_tOZpejwlPGBYVW19zpAeYtCT82jxroB2XqhLxGeMxEPQpsz2qTKLSe4BgHY2ml2uxSDGdjcsrbbNoKUKaN1CuyZszhWl1n0AT_bENl4bJgQj_Fh0UEsQj5YBBUJt5gr_k",
        "dp":"Zc877jirkkLOtyTs2vxyNe9KnMNAmOidlUc2tE_-0gAL4Lpo1hSwKCtKweZJ-gkqt1hT-dwNx_0Xtg_-NXsadMRMwJnzBMYwYAfjApUkfqABc0yUCJJl3KozRCugf1WXkU9GZAH2_x8PUopdNUEa70ISowPRh04HANKX4fkjWAE"}"#;

    #[test]
    fn the_key_of_rfc_9126_signs_as_printed_there() {
        let key = Key::jwk(RSA).unwrap();
        assert_eq!((key.id(), key.algorithm()), (Some("k2bdc"), JwtAlgorithm::Rs256));
        let printed = "eyJraWQiOiJrMmJkYyIsImFsZyI6IlJTMjU2In0.eyJpc3MiOiJzNkJoZFJrcXQzIiwiYXVkIjoiaHR0cHM6Ly9zZXJ2ZXIuZXhhbXBsZS5jb20iLCJyZXNwb25zZV90eXBlIjoiY29kZSIsImNsaWVudF9pZCI6InM2QmhkUmtxdDMiLCJyZWRpcmVjdF91cmkiOiJodHRwczovL2NsaWVudC5leGFtcGxlLm9yZy9jYiIsInNjb3BlIjoiYWlzIiwic3RhdGUiOiJhZjBpZmpzbGRraiIsImNvZGVfY2hhbGxlbmdlIjoiSzItbHRjODNhY2M0aDBjOXc2RVNDX3JFTVRKM2J3dy11Q0hhb2VLMXQ4VSIsImNvZGVfY2hhbGxlbmdlX21ldGhvZCI6IlMyNTYifQ.O49ffUxRPdNkN3TRYDvbEYVr1CeAL64uW4FenV3n9WlaFIRHeFblzv-wlEtMm8-tusGxeE9z3ek6FxkhvvLEqEpjthXnyXqqyJfq3k9GSf5ay74ml_0D6lHE1hy-kVWg7SgoPQ-GB1xQ9NRhF3EKS7UZIrUHbFUCF0MsRLbmtIvaLYbQH_Ef3UkDLOGiU7exhVFTPeyQUTM9FF-u3K-zX-FO05_brYxNGLhVkO1G8MjqQnn2HpAzlBd5179WTzTYhKmhTiwzH-qlBBI_9GLJmE3KOipko9TfSpa26H4JOlMyfZFl0PCJwkByS0xZFJ2sTo3Gkk488RQohhgt1I0onw";
        let (message, signature) = printed.rsplit_once('.').unwrap();
        let own = key.sign(JwtAlgorithm::Rs256, message.as_bytes()).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(own), signature);
    }

    #[test]
    fn a_jwk_says_its_name_and_algorithm() {
        let key = Key::jwk(P256).unwrap();
        assert_eq!((key.id(), key.algorithm()), (Some("1"), JwtAlgorithm::Es256));
        let public = key.public_jwk();
        assert_eq!(public["x"], "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4");
        assert_eq!((public.get("d"), &public["kid"]), (None, &json!("1")));
        for wrong in [
            P256.replace("ES256", "RS256"),
            P256.replace("P-256", "P-384"),
            P256.replace("\"d\"", "\"e\""),
            P256.replace("MKB", "MKC"),
            ED25519.replace("11q", "12q"),
            "[]".to_owned(),
        ] {
            assert!(Key::jwk(wrong.as_str()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_is_stored_and_comes_back() {
        let made = Key::generate(JwtAlgorithm::Es384).unwrap().with_id("mine");
        for key in [made, Key::jwk(P256).unwrap(), Key::generate(JwtAlgorithm::EdDsa).unwrap()] {
            let back = Key::restore(&key.save()).unwrap();
            assert_eq!(back.public_jwk(), key.public_jwk());
            assert_eq!(back.algorithm(), key.algorithm());
        }
        assert!(Key::generate(JwtAlgorithm::Rs256).is_err());
        for wrong in ["", "{}", r#"{"version":1,"kind":"key","key":"none"}"#] {
            let error = Key::restore(wrong).unwrap_err();
            assert!(matches!(error, Error::Stored(_)), "{wrong}");
            // No user has it.
            assert_eq!(error.remedy(), crate::Remedy::Operator, "{wrong}");
        }
    }

    #[test]
    fn no_key_is_printed() {
        let shown = format!("{:?}", Key::jwk(P256).unwrap());
        assert_eq!(shown, r#"Key { algorithm: Es256, id: Some("1"), .. }"#);
    }
}
