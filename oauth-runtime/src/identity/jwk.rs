//! Keys of a JWK Set (RFC 7517).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::JwtAlgorithm;
use serde_json::{Map, Value as Json};

use crate::sign::PublicKey;

/// At most this many keys of a set are kept.
const MOST: usize = 64;

/// A public key, and what it is for.
pub(crate) struct Jwk {
    pub(crate) kid: Option<String>,
    /// The one algorithm that it is for, if it says so.
    algorithm: Option<String>,
    pub(crate) key: PublicKey,
}

impl Jwk {
    /// Whether it may verify tokens of this algorithm, which says itself what kind of key it takes.
    pub(crate) fn is_for(&self, algorithm: JwtAlgorithm) -> bool {
        let fits = match algorithm {
            JwtAlgorithm::Rs256 | JwtAlgorithm::Rs512 | JwtAlgorithm::Ps256 => {
                matches!(self.key, PublicKey::Rsa(..))
            }
            JwtAlgorithm::Es256 => matches!(self.key, PublicKey::P256(_)),
            JwtAlgorithm::EdDsa => matches!(self.key, PublicKey::Ed25519(_)),
            // A secret is in no set that everybody reads.
            JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => false,
        };
        let name = JwtAlgorithm::ALL.iter().find(|(_, known)| *known == algorithm);
        let said = self.algorithm.as_deref();
        fits && said.is_none_or(|said| name.is_some_and(|(name, _)| *name == said))
    }
}

/// The keys of a set that can verify signatures. Others, and those of kinds that nobody here knows, are
/// left out (RFC 7517, 5).
pub(crate) fn keys(body: &[u8]) -> Option<Vec<Jwk>> {
    let set = crate::json::value(body)?;
    let keys = set.get("keys")?.as_array()?;
    Some(keys.iter().filter_map(Json::as_object).filter_map(key).take(MOST).collect())
}

fn key(members: &Map<String, Json>) -> Option<Jwk> {
    let text = |name: &str| members.get(name).and_then(Json::as_str);
    if text("use").is_some_and(|used| used != "sig") {
        return None;
    }
    if let Some(operations) = members.get("key_ops").and_then(Json::as_array)
        && !operations.iter().any(|operation| operation == "verify")
    {
        return None;
    }
    let bytes = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?.trim_end_matches('=')).ok();
    let number = |name: &str| {
        let bytes = bytes(name)?;
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        Some(bytes[zeros..].to_vec()).filter(|number| !number.is_empty())
    };
    let key = match (text("kty")?, text("crv")) {
        ("RSA", _) => PublicKey::Rsa(number("n")?, number("e")?),
        ("EC", Some("P-256")) => {
            let mut point = [4; 65];
            point[1..33].copy_from_slice(&coordinate(bytes("x")?)?);
            point[33..].copy_from_slice(&coordinate(bytes("y")?)?);
            PublicKey::P256(point)
        }
        ("OKP", Some("Ed25519")) => PublicKey::Ed25519(coordinate(bytes("x")?)?),
        _ => return None,
    };
    let own = |name| text(name).map(str::to_owned);
    Some(Jwk { kid: own("kid"), algorithm: own("alg"), key })
}

fn coordinate(bytes: Vec<u8>) -> Option<[u8; 32]> {
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_of_other_uses_and_kinds_are_left_out() {
        let x = URL_SAFE_NO_PAD.encode([7; 32]);
        let set = json!({"keys": [
            {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": "a"},
            {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": "b", "use": "enc"},
            {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": "c", "key_ops": ["sign"]},
            {"kty": "OKP", "crv": "Ed448", "x": x},
            {"kty": "EC", "crv": "P-256", "x": x},
            {"kty": "EC", "crv": "P-256", "x": x, "y": x, "alg": "ES256"},
            {"kty": "oct", "k": x},
            {"kty": "RSA", "n": "AAAB", "e": "AQAB", "alg": "PS256"},
            {"kty": "RSA", "n": "", "e": "AQAB"},
            7,
        ]});
        let found = keys(set.to_string().as_bytes()).unwrap();
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].kid.as_deref(), Some("a"));
        assert!(found[0].is_for(JwtAlgorithm::EdDsa) && !found[0].is_for(JwtAlgorithm::Es256));
        assert!(found[1].is_for(JwtAlgorithm::Es256));
        assert!(found[2].is_for(JwtAlgorithm::Ps256) && !found[2].is_for(JwtAlgorithm::Rs256));
        assert!(found.iter().all(|key| !key.is_for(JwtAlgorithm::Hs256)));
        for bad in ["", "[]", "{}", r#"{"keys": 1}"#] {
            assert!(keys(bad.as_bytes()).is_none(), "{bad}");
        }
        let many = json!({"keys": vec![set["keys"][0].clone(); 1000]});
        assert_eq!(keys(many.to_string().as_bytes()).unwrap().len(), MOST);
    }
}
