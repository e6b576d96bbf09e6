//! Signatures that the client makes with a private key over a text, and that stand by themselves.

use oauth_spec::{Algorithm, Digest, JwtAlgorithm, KeyEncoding};

use super::der::element;
use super::fault::Fault;
use super::key;
use super::private::Pair;
use crate::wipe::Wiped;

const TAG_INTEGER: u8 = 0x02;
const TAG_SEQUENCE: u8 = 0x30;

/// How a token is signed in the same way; nothing for what no key pair signs.
pub(crate) const fn as_of_tokens(algorithm: Algorithm) -> Option<JwtAlgorithm> {
    match algorithm {
        Algorithm::Ed25519 => Some(JwtAlgorithm::EdDsa),
        Algorithm::RsaSha256 => Some(JwtAlgorithm::Rs256),
        Algorithm::RsaPssSha256 => Some(JwtAlgorithm::Ps256),
        Algorithm::EcdsaP256Sha256 => Some(JwtAlgorithm::Es256),
        _ => None,
    }
}

/// The private key that a text stands for.
pub(crate) fn pair(encoding: KeyEncoding, text: &[u8]) -> Result<Pair, Fault> {
    match encoding {
        KeyEncoding::Pem => Pair::from_pem(text),
        encoding => Pair::from_der(&key::decoded(encoding, text)?.0),
    }
}

/// The signature of a message. `key` is the text of the private key.
pub(super) fn signature(declared: &Digest, key: &[u8], message: &[u8]) -> Result<Wiped, Fault> {
    let algorithm = as_of_tokens(declared.algorithm);
    let algorithm = algorithm.ok_or(Fault::Key("the algorithm signs with no private key"))?;
    let signature = pair(declared.key_encoding, key)?.sign(algorithm, message)?;
    if declared.algorithm == Algorithm::EcdsaP256Sha256 {
        return in_der(&signature).ok_or(Fault::Key("it has made no signature"));
    }
    Ok(Wiped(signature))
}

/// Two numbers side by side, as tokens have them (RFC 7518, 3.4), in ASN.1 DER (RFC 3279, 2.2.3).
fn in_der(numbers: &[u8]) -> Option<Wiped> {
    let integer = |number: &[u8]| {
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        let number = &number[zeros.min(number.len().saturating_sub(1))..];
        // The first bit is the sign.
        let sign: &[u8] = if number.first()? & 0x80 == 0 { &[] } else { &[0] };
        element(TAG_INTEGER, &[sign, number])
    };
    let (r, s) = numbers.split_at(numbers.len() / 2);
    element(TAG_SEQUENCE, &[&integer(r)?.0, &integer(s)?.0])
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use oauth_spec::{Source, Template};

    use super::{signature as signature_of, *};
    use crate::sign::algorithm::verifies;
    use crate::sign::encoding::{from_hex, hex};
    use crate::sign::jose::public_key;

    const fn declared(algorithm: Algorithm, key_encoding: KeyEncoding) -> Digest {
        let key = Template::value(Source::Variable("private_key"));
        Digest { algorithm, key, key_encoding, ..Digest::STANDARD }
    }

    fn made(algorithm: Algorithm, key: &str, message: &[u8]) -> Result<Vec<u8>, Fault> {
        let declared = declared(algorithm, KeyEncoding::Pem);
        let made = signature_of(&declared, key.as_bytes(), message);
        made.map(|made| made.0.clone())
    }

    const KEYS: [(Algorithm, &str, &str); 4] = [
        (
            Algorithm::Ed25519,
            include_str!("../../tests/keys/ed25519.pem"),
            include_str!("../../tests/keys/ed25519.pub.pem"),
        ),
        (
            Algorithm::RsaSha256,
            include_str!("../../tests/keys/rsa.pkcs1.pem"),
            include_str!("../../tests/keys/rsa.pub.pem"),
        ),
        (
            Algorithm::RsaPssSha256,
            include_str!("../../tests/keys/rsa.pem"),
            include_str!("../../tests/keys/rsa.pub.pem"),
        ),
        (
            Algorithm::EcdsaP256Sha256,
            include_str!("../../tests/keys/p256.pem"),
            include_str!("../../tests/keys/p256.pub.pem"),
        ),
    ];

    #[test]
    fn what_is_signed_verifies_and_nothing_else_does() {
        for (algorithm, private, public) in KEYS {
            let public = public_key(public.as_bytes()).unwrap();
            let signature = made(algorithm, private, b"the message").unwrap();
            let verifies = |message: &[u8]| verifies(algorithm, &public, message, &signature);
            assert_eq!(verifies(b"the message"), Ok(true), "{algorithm:?}");
            assert_eq!(verifies(b"the massage"), Ok(false), "{algorithm:?}");
        }
    }

    #[test]
    fn a_key_of_another_kind_signs_nothing() {
        for (algorithm, ..) in KEYS {
            for (other, private, public) in KEYS {
                // An RSA key signs in either way.
                let is_rsa = |of| matches!(of, Algorithm::RsaSha256 | Algorithm::RsaPssSha256);
                let is_same = algorithm == other || is_rsa(algorithm) && is_rsa(other);
                assert_eq!(made(algorithm, private, b"m").is_ok(), is_same, "{algorithm:?}");
                assert!(made(algorithm, public, b"m").is_err());
            }
        }
        assert!(made(Algorithm::HmacSha256, KEYS[0].1, b"m").is_err());
    }

    /// RFC 7515, A.2: what RS256 signs is signed with RSASSA-PKCS1-v1_5, which any text can be.
    #[test]
    fn the_signature_of_rfc_7515_is_made() {
        let key = include_str!("../../tests/keys/rfc7515.pem");
        let message = b"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let expected = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
        let signature = made(Algorithm::RsaSha256, key, message).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(signature), expected);
        // The same key without the lines around it.
        let der: String = key.lines().filter(|line| !line.starts_with("-----")).collect();
        let declared = declared(Algorithm::RsaSha256, KeyEncoding::Base64);
        let signature = signature_of(&declared, der.as_bytes(), message).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(&signature.0), expected);
    }

    /// RFC 8032, 7.1, TEST 2: the key is its 32 bytes.
    #[test]
    fn the_signature_of_rfc_8032_is_made() {
        let seed = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let seed = STANDARD.encode(seed.unwrap());
        let declared = declared(Algorithm::Ed25519, KeyEncoding::Base64);
        let signature = signature_of(&declared, seed.as_bytes(), &[0x72]).unwrap();
        assert_eq!(
            hex(&signature.0),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
    }

    #[test]
    fn numbers_are_written_as_der_wants_them() {
        let numbers = |r: u8, s: u8| [[0; 31].as_slice(), &[r], &[0; 31], &[s]].concat();
        let written = |r, s| in_der(&numbers(r, s)).unwrap().0.clone();
        assert_eq!(written(0x7f, 0x80), [0x30, 7, 2, 1, 0x7f, 2, 2, 0, 0x80]);
        assert_eq!(written(0, 1), [0x30, 6, 2, 1, 0, 2, 1, 1]);
    }
}
