//! Tokens that are made and read back, and tokens that somebody else would like to make.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_spec::{JwtAlgorithm, JwtCheck, Source, Template};
use serde_json::{Map, Value, json};

use super::{Signed, holds, sign};
use crate::sign::refused::SignatureRefused;
use crate::sign::syntax::Written;

const NOW: u64 = 1_700_000_000;
const CHECK: JwtCheck = JwtCheck {
    algorithms: &[JwtAlgorithm::Hs256],
    key: Template::value(Source::ClientSecret),
    audience: None,
    issuer: None,
    body_hash_claim: None,
};

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => panic!("{other}"),
    }
}

fn signed(algorithm: JwtAlgorithm, key: &str, claims: Value) -> String {
    sign(algorithm, key.as_bytes(), Map::new(), &object(claims)).unwrap()
}

fn secret_signed(claims: Value) -> String {
    signed(JwtAlgorithm::Hs256, "secret", claims)
}

fn checked(check: &JwtCheck, key: &str, token: &str) -> Result<bool, SignatureRefused> {
    let mut written = Written { signatures: vec![token.to_owned()], parts: Vec::new() };
    let lookup = |source| (source == Source::ClientSecret).then(|| key.to_owned().into());
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    holds(check, &lookup, b"the body", &mut written, now)
}

/// A token of these parts, whose signature is a MAC with the key whatever the header says.
fn forged(header: &Value, claims: &Value, key: &[u8]) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let mac = hmac_sha256::HMAC::mac(&message, key);
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac))
}

/// RFC 7515, A.1: the key and the token that are printed there.
#[test]
fn the_signature_of_rfc_7515_a_1_holds() {
    let key =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    let key = URL_SAFE_NO_PAD.decode(key).unwrap();
    let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\
                 .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
                 .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let signed = Signed::parse(&[JwtAlgorithm::Hs256], token).unwrap();
    assert_eq!(signed.fits(&key), Ok(true));
    assert_eq!(signed.fits(&key[1..]), Ok(false));
    assert_eq!(signed.claims().unwrap()["iss"], "joe");
}

#[test]
fn what_is_signed_is_read_back() {
    let token = secret_signed(json!({"a": "b", "n": 1}));
    assert_eq!(checked(&CHECK, "secret", &token), Ok(true));
    assert_eq!(checked(&CHECK, "other", &token), Ok(false));
    let mut written = Written { signatures: vec![token], parts: Vec::new() };
    let lookup = |_| Some("secret".into());
    assert!(holds(&CHECK, &lookup, b"", &mut written, SystemTime::now()).unwrap());
    assert_eq!((written.part("a"), written.part("n")), (Some("b"), Some("1")));
}

#[test]
fn an_unsigned_token_is_refused() {
    let token = forged(&json!({"alg": "none"}), &json!({}), b"secret");
    let (message, _) = token.rsplit_once('.').unwrap();
    for token in [&token, &format!("{message}."), message, "", ".", "..", "a.b.c", "é.é.é"] {
        let refused = checked(&CHECK, "secret", token).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Token { .. }), "{token}: {refused}");
    }
    for alg in [json!("None"), json!("HS512"), json!("hs256"), json!(null), json!(["HS256"])] {
        let token = forged(&json!({"alg": alg}), &json!({}), b"secret");
        assert!(checked(&CHECK, "secret", &token).is_err(), "{alg}");
    }
}

#[test]
fn a_public_key_is_no_secret() {
    const PUBLIC: &str = include_str!("../../../tests/keys/rsa.pub.pem");
    const BOTH: JwtCheck =
        JwtCheck { algorithms: &[JwtAlgorithm::Rs256, JwtAlgorithm::Hs256], ..CHECK };
    let token = forged(&json!({"alg": "HS256"}), &json!({}), PUBLIC.as_bytes());
    assert_eq!(checked(&BOTH, PUBLIC, &token), Ok(false));
    assert_eq!(checked(&CHECK, PUBLIC, &token), Ok(false));
    let padded = format!("\n{PUBLIC}");
    let token = forged(&json!({"alg": "HS256"}), &json!({}), padded.as_bytes());
    assert_eq!(checked(&CHECK, &padded, &token), Ok(false));
}

#[test]
fn an_extension_that_is_demanded_is_refused() {
    let header = json!({"alg": "HS256", "crit": ["b64"], "b64": false});
    assert!(checked(&CHECK, "secret", &forged(&header, &json!({}), b"secret")).is_err());
}

#[test]
fn times_are_kept_with_a_minute_of_leeway() {
    let outcome = |claims| checked(&CHECK, "secret", &secret_signed(claims));
    for claims in [
        json!({"exp": NOW + 1, "nbf": NOW}),
        json!({"exp": NOW - 59}),
        json!({"nbf": NOW + 60}),
        json!({"exp": 1.8e9}),
    ] {
        assert_eq!(outcome(claims.clone()), Ok(true), "{claims}");
    }
    for claims in [
        json!({"exp": NOW - 60}),
        json!({"nbf": NOW + 61}),
        json!({"exp": "1800000000"}),
        json!({"exp": null}),
        json!({"exp": -1}),
        json!({"exp": 1e300}),
    ] {
        assert!(outcome(claims.clone()).is_err(), "{claims}");
    }
}

#[test]
fn it_must_be_for_us_and_from_them() {
    const WHO: JwtCheck = JwtCheck {
        audience: Some(Template::text("us")),
        issuer: Some(Template::text("them")),
        ..CHECK
    };
    let outcome = |claims| checked(&WHO, "secret", &secret_signed(claims));
    assert_eq!(outcome(json!({"aud": "us", "iss": "them"})), Ok(true));
    assert_eq!(outcome(json!({"aud": ["x", "us"], "iss": "them"})), Ok(true));
    for claims in [
        json!({"iss": "them"}),
        json!({"aud": "us"}),
        json!({"aud": "x", "iss": "them"}),
        json!({"aud": ["x"], "iss": "them"}),
        json!({"aud": {"us": "us"}, "iss": "them"}),
        json!({"aud": "us", "iss": ["them"]}),
    ] {
        assert!(outcome(claims.clone()).is_err(), "{claims}");
    }
}

#[test]
fn it_must_be_for_this_body() {
    const BODY: JwtCheck = JwtCheck { body_hash_claim: Some("sha256"), ..CHECK };
    let outcome = |claims| checked(&BODY, "secret", &secret_signed(claims));
    let hash = hmac_sha256::Hash::hash(b"the body");
    for text in
        [crate::sign::encoding::hex(&hash), STANDARD.encode(hash), URL_SAFE_NO_PAD.encode(hash)]
    {
        assert_eq!(outcome(json!({"sha256": text})), Ok(true), "{text}");
    }
    let other = crate::sign::encoding::hex(&hmac_sha256::Hash::hash(b"another"));
    for claims in [json!({}), json!({"sha256": ""}), json!({"sha256": other})] {
        assert!(outcome(claims).is_err());
    }
}

#[cfg(feature = "jose")]
mod public_keys {
    use super::*;

    const PAIRS: [(JwtAlgorithm, &str, &str); 12] = {
        const RSA: &str = include_str!("../../../tests/keys/rsa.pem");
        const RSA_1: &str = include_str!("../../../tests/keys/rsa.pkcs1.pem");
        const RSA_PUBLIC: &str = include_str!("../../../tests/keys/rsa.pub.pem");
        const P256: &str = include_str!("../../../tests/keys/p256.pem");
        const P256_SEC1: &str = include_str!("../../../tests/keys/p256.sec1.pem");
        const P256_PUBLIC: &str = include_str!("../../../tests/keys/p256.pub.pem");
        const P384: &str = include_str!("../../../tests/keys/p384.pem");
        const P384_SEC1: &str = include_str!("../../../tests/keys/p384.sec1.pem");
        const P384_PUBLIC: &str = include_str!("../../../tests/keys/p384.pub.pem");
        const ED: &str = include_str!("../../../tests/keys/ed25519.pem");
        const ED_PUBLIC: &str = include_str!("../../../tests/keys/ed25519.pub.pem");
        [
            (JwtAlgorithm::Rs256, RSA, RSA_PUBLIC),
            (JwtAlgorithm::Rs256, RSA_1, RSA_PUBLIC),
            (JwtAlgorithm::Rs384, RSA, RSA_PUBLIC),
            (JwtAlgorithm::Rs512, RSA, RSA_PUBLIC),
            (JwtAlgorithm::Ps256, RSA, RSA_PUBLIC),
            (JwtAlgorithm::Ps384, RSA, RSA_PUBLIC),
            (JwtAlgorithm::Ps512, RSA, RSA_PUBLIC),
            (JwtAlgorithm::Es256, P256, P256_PUBLIC),
            (JwtAlgorithm::Es384, P384, P384_PUBLIC),
            (JwtAlgorithm::Es256, P256_SEC1, P256_PUBLIC),
            (JwtAlgorithm::Es384, P384_SEC1, P384_PUBLIC),
            (JwtAlgorithm::EdDsa, ED, ED_PUBLIC),
        ]
    };

    const ALL: JwtCheck = JwtCheck {
        algorithms: &[
            JwtAlgorithm::Hs256,
            JwtAlgorithm::Rs256,
            JwtAlgorithm::Rs384,
            JwtAlgorithm::Rs512,
            JwtAlgorithm::Ps256,
            JwtAlgorithm::Ps384,
            JwtAlgorithm::Ps512,
            JwtAlgorithm::Es256,
            JwtAlgorithm::Es384,
            JwtAlgorithm::EdDsa,
        ],
        ..CHECK
    };

    #[test]
    fn each_kind_signs_and_is_verified() {
        for (algorithm, private, public) in PAIRS {
            let token = signed(algorithm, private, json!({"a": 1}));
            assert_eq!(checked(&ALL, public, &token), Ok(true), "{algorithm:?}");
            let (message, signature) = token.rsplit_once('.').unwrap();
            let (header, _) = message.split_once('.').unwrap();
            let other = URL_SAFE_NO_PAD.encode(r#"{"a":2}"#);
            let token = format!("{header}.{other}.{signature}");
            assert_eq!(checked(&ALL, public, &token), Ok(false), "{algorithm:?}");
        }
    }

    #[test]
    fn a_key_of_another_kind_is_said() {
        for (algorithm, private, _) in PAIRS {
            let token = signed(algorithm, private, json!({}));
            for (_, _, public) in PAIRS {
                if let Ok(held) = checked(&ALL, public, &token) {
                    let own = PAIRS.iter().find(|pair| pair.1 == private).unwrap().2;
                    assert_eq!((held, own), (true, public), "{algorithm:?}");
                }
            }
            for key in
                ["secret", private, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]
            {
                let refused = checked(&ALL, key, &token).unwrap_err();
                assert!(matches!(refused, SignatureRefused::Settings { .. }), "{refused}");
            }
            for key in
                ["", "secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"]
            {
                assert!(sign(algorithm, key.as_bytes(), Map::new(), &Map::new()).is_err());
            }
        }
    }

    /// RFC 9864, 2.2.
    #[test]
    fn the_algorithm_of_ed25519_has_two_names() {
        let key = crate::sign::Pair::from_pem(PAIRS[11].1.as_bytes()).unwrap();
        let [header, claims] =
            [r#"{"alg":"Ed25519"}"#, "{}"].map(|part| URL_SAFE_NO_PAD.encode(part));
        let message = format!("{header}.{claims}");
        let signature = key.sign(JwtAlgorithm::EdDsa, message.as_bytes()).unwrap();
        let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
        let signed = Signed::parse(&[JwtAlgorithm::EdDsa], &token).unwrap();
        assert_eq!(signed.fits(PAIRS[11].2.as_bytes()), Ok(true));
        assert!(Signed::parse(&[JwtAlgorithm::Rs256], &token).is_err());
    }
}
