//! Keys of a JWK Set (RFC 7517).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::JwtAlgorithm;
use serde_json::{Map, Value as Json};

use crate::sign::{PublicKey, is_named};

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
            JwtAlgorithm::Rs256
            | JwtAlgorithm::Rs384
            | JwtAlgorithm::Rs512
            | JwtAlgorithm::Ps256
            | JwtAlgorithm::Ps384
            | JwtAlgorithm::Ps512 => matches!(self.key, PublicKey::Rsa(..)),
            JwtAlgorithm::Es384 => matches!(self.key, PublicKey::P384(_)),
            JwtAlgorithm::Es256 => matches!(self.key, PublicKey::P256(_)),
            JwtAlgorithm::EdDsa => matches!(self.key, PublicKey::Ed25519(_)),
            // A secret is in no set that everybody reads.
            JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512 => false,
        };
        fits && self.algorithm.as_deref().is_none_or(|said| is_named(algorithm, said))
    }
}

/// The keys of a set that can verify signatures. Others, and those of kinds that nobody here knows, are
/// left out (RFC 7517, 5).
pub(crate) fn keys(body: &[u8]) -> Option<Vec<Jwk>> {
    let set = crate::json::value(body)?;
    let keys = set.get("keys")?.as_array()?;
    Some(keys.iter().filter_map(Json::as_object).filter_map(key).take(MOST).collect())
}

/// The keys of a set, or the one key that a document is, each in PEM.
pub(crate) fn texts(document: &Json) -> Vec<String> {
    let one = std::slice::from_ref(document);
    let keys = document.get("keys").and_then(Json::as_array).map_or(one, Vec::as_slice);
    let keys = keys.iter().filter_map(Json::as_object).filter_map(key).take(MOST);
    keys.filter_map(|jwk| jwk.key.to_pem()).collect()
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
            point[1..33].copy_from_slice(&coordinate::<32>(bytes("x")?)?);
            point[33..].copy_from_slice(&coordinate::<32>(bytes("y")?)?);
            PublicKey::P256(point)
        }
        ("EC", Some("P-384")) => {
            let mut point = [4; 97];
            point[1..49].copy_from_slice(&coordinate::<48>(bytes("x")?)?);
            point[49..].copy_from_slice(&coordinate::<48>(bytes("y")?)?);
            PublicKey::P384(point)
        }
        ("OKP", Some("Ed25519")) => PublicKey::Ed25519(coordinate(bytes("x")?)?),
        _ => return None,
    };
    let own = |name| text(name).map(str::to_owned);
    Some(Jwk { kid: own("kid"), algorithm: own("alg"), key })
}

fn coordinate<const LENGTH: usize>(bytes: Vec<u8>) -> Option<[u8; LENGTH]> {
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sign::Signed;

    #[test]
    fn keys_of_other_uses_and_kinds_are_left_out() {
        let x = URL_SAFE_NO_PAD.encode([7; 32]);
        let set = json!({"keys": [
            {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": "a", "alg": "Ed25519"},
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

    /// RFC 7517, A.1 and A.3: of the public keys one is for encryption, the others are no public keys.
    #[test]
    fn of_the_sets_of_rfc_7517_one_key_verifies() {
        let public = json!({"keys": [
            {
                "kty": "EC", "crv": "P-256", "use": "enc", "kid": "1",
                "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
            },
            {
                "kty": "RSA", "e": "AQAB", "alg": "RS256", "kid": "2011-04-29",
                "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B\
                      JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F\
                      DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4\
                      vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
            },
        ]});
        let found = keys(public.to_string().as_bytes()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kid.as_deref(), Some("2011-04-29"));
        assert!(found[0].is_for(JwtAlgorithm::Rs256) && !found[0].is_for(JwtAlgorithm::Ps256));
        let symmetric = json!({"keys": [
            {"kty": "oct", "alg": "A128KW", "k": "GawgguFyGrWKav7AX4VKUg"},
            {"kty": "oct", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z7CAow"},
        ]});
        assert!(keys(symmetric.to_string().as_bytes()).unwrap().is_empty());
    }

    /// RFC 7515, A.2 and A.3: the keys and the tokens that are printed there.
    #[test]
    fn the_signatures_of_rfc_7515_hold() {
        let set = json!({"keys": [
            {
                "kty": "RSA", "e": "AQAB",
                "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt\
                      0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSX\
                      ndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5\
                      IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
            },
            {
                "kty": "EC", "crv": "P-256",
                "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            },
        ]});
        let claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let tokens = [
            (
                JwtAlgorithm::Rs256,
                "eyJhbGciOiJSUzI1NiJ9",
                "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5\
                 jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb\
                 1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QO\
                 YEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
            ),
            (
                JwtAlgorithm::Es256,
                "eyJhbGciOiJFUzI1NiJ9",
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
            ),
        ];
        let keys = keys(set.to_string().as_bytes()).unwrap();
        for ((algorithm, header, signature), own) in tokens.into_iter().zip(&keys) {
            let token = format!("{header}.{claims}.{signature}");
            let signed = Signed::parse(&[algorithm], &token).unwrap();
            assert!(own.is_for(algorithm) && signed.fits_public(&own.key), "{algorithm:?}");
            let other = keys.iter().find(|key| !key.is_for(algorithm)).unwrap();
            assert!(!signed.fits_public(&other.key), "{algorithm:?}");
            let changed = format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode("{}"));
            let signed = Signed::parse(&[algorithm], &changed).unwrap();
            assert!(!signed.fits_public(&own.key), "{algorithm:?}");
        }
    }
}
