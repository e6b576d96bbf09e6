//! The signature of a callback, before anything in it is believed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_spec::{Algorithm, DigestEncoding, Signature, SignatureCheck, SignaturePlace};
use subtle::ConstantTimeEq as _;

use crate::core::Fixed;
use crate::error::Error;
use crate::sign::{Incoming, verify};

/// Refuses a query whose signature is missing, doubled or wrong.
pub(super) fn check(signature: &Signature, fixed: &Fixed, query: &str) -> Result<(), Error> {
    let (SignaturePlace::Query(parameter), SignatureCheck::Digest(digest_of)) =
        (signature.place, signature.check)
    else {
        return Err(Error::configuration("only a digest in the query is checked"));
    };
    let mut rest = String::with_capacity(query.len());
    let mut digest: Option<Vec<u8>> = None;
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if decoded(name) != parameter.as_bytes() {
            // The separator that the signature's pair leaves behind goes with it.
            if !rest.is_empty()
                || (digest.is_none() && !std::ptr::eq(pair.as_ptr(), query.as_ptr()))
            {
                rest.push('&');
            }
            rest.push_str(pair);
        } else if digest.replace(decoded(value)).is_some() {
            return Err(CallbackError::RepeatedSignature { parameter }.into());
        }
    }
    let Some(digest) = digest else {
        return Err(CallbackError::MissingSignature { parameter }.into());
    };
    let key = digest_of.key.as_source().and_then(|key| fixed.get(key)).ok_or_else(|| {
        Error::configuration(
            "the callback is signed and its key is not there: call `.client_secret(…)` on the builder, \
             or give the variable that holds the key",
        )
    })?;
    if digest_of.algorithm != Algorithm::HmacSha256 {
        return Err(Error::configuration("only HMAC-SHA-256 is checked"));
    }
    let expected = hmac_sha256::HMAC::mac(rest.as_bytes(), key.as_bytes());
    let received = read(encoding(digest_of.encoding, fixed)?, &digest);
    if received.is_some_and(|received| bool::from(received.ct_eq(&expected))) {
        return Ok(());
    }
    Err(CallbackError::WrongSignature { parameter }.into())
}

/// How the digest is written here: an enum variable may say.
fn encoding(declared: DigestEncoding, fixed: &Fixed) -> Result<DigestEncoding, Error> {
    let DigestEncoding::Variable(name) = declared else { return Ok(declared) };
    let chosen = fixed.variable(name);
    let known = DigestEncoding::ALL.iter().find(|(other, _)| Some(*other) == chosen);
    known.map(|(_, encoding)| *encoding).ok_or_else(|| {
        Error::configuration(format!("the variable `{name}` must be auto, hex or base64"))
    })
}

fn read(encoding: DigestEncoding, text: &[u8]) -> Option<Vec<u8>> {
    match (encoding, text.len()) {
        (DigestEncoding::Hex | DigestEncoding::Auto, 64) => hex(text),
        (DigestEncoding::Base64 | DigestEncoding::Auto, 44) => STANDARD.decode(text).ok(),
        _ => None,
    }
}

fn hex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// Percent-decoded, with `+` left alone: base64 has a `+` and never a space.
fn decoded(text: &str) -> Vec<u8> {
    // After the first `=` everything up to `&` is the value, and there is no `&` in it.
    let pair = format!("={}", text.replace('+', "%2B"));
    let mut pairs = form_urlencoded::parse(pair.as_bytes());
    pairs.next().map(|(_, value)| value.into_owned().into_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use oauth_spec::{Digest, SignatureSyntax, Source, Template};

    use super::*;

    const DIGEST: Digest = Digest {
        key: Template::value(Source::ClientSecret),
        message: Template::value(Source::Query),
        encoding: DigestEncoding::Auto,
        ..Digest::STANDARD
    };
    const SIGNATURE: Signature = Signature {
        place: SignaturePlace::Query("hmac"),
        syntax: SignatureSyntax::Prefix(""),
        check: SignatureCheck::Digest(&DIGEST),
        timestamp: None,
        replay_id: None,
    };

    fn fixed() -> Fixed {
        Fixed {
            client_id: None,
            client_secret: Some("key".into()),
            redirect_uri: None,
            variables: Vec::new(),
        }
    }

    fn mac(message: &str) -> [u8; 32] {
        hmac_sha256::HMAC::mac(message, b"key")
    }

    fn hex_of(message: &str) -> String {
        use std::fmt::Write as _;
        mac(message).iter().fold(String::new(), |mut out, byte| {
            write!(out, "{byte:02x}").unwrap();
            out
        })
    }

    fn outcome(query: &str) -> Option<CallbackError> {
        match check(&SIGNATURE, &fixed(), query) {
            Ok(()) => None,
            Err(Error::Callback(error)) => Some(error),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn the_pair_and_one_separator_are_left_out_wherever_it_stands() {
        let digest = hex_of("code=a%20b&state=c+d");
        for query in [
            format!("hmac={digest}&code=a%20b&state=c+d"),
            format!("code=a%20b&hmac={digest}&state=c+d"),
            format!("code=a%20b&state=c+d&hmac={digest}"),
            format!("code=a%20b&state=c+d&hmac={}", digest.to_uppercase()),
        ] {
            assert!(outcome(&query).is_none(), "{query}");
        }
        assert!(outcome(&format!("hmac={}", hex_of(""))).is_none());
        assert!(outcome(&format!("&code=1&hmac={}", hex_of("&code=1"))).is_none());
    }

    #[test]
    fn base64_is_read_escaped_or_not() {
        // Messages are tried until the digest has both characters that a form escapes.
        let (message, digest) = (0..10_000)
            .map(|number| {
                (format!("code={number}"), STANDARD.encode(mac(&format!("code={number}"))))
            })
            .find(|(_, digest)| digest.contains('+') && digest.contains('/'))
            .unwrap();
        assert!(outcome(&format!("{message}&hmac={digest}")).is_none());
        let escaped = crate::escape::form(&digest);
        assert!(outcome(&format!("{message}&hmac={escaped}")).is_none());
    }

    #[test]
    fn whatever_is_not_right_is_refused() {
        let digest = hex_of("code=1");
        assert!(matches!(outcome("code=1"), Some(CallbackError::MissingSignature { .. })));
        assert!(matches!(outcome(""), Some(CallbackError::MissingSignature { .. })));
        assert!(matches!(outcome("code=1&hmac="), Some(CallbackError::WrongSignature { .. })));
        assert!(matches!(
            outcome(&format!("code=2&hmac={digest}")),
            Some(CallbackError::WrongSignature { .. })
        ));
        assert!(matches!(
            outcome(&format!("code=1&hmac={digest}&hmac={digest}")),
            Some(CallbackError::RepeatedSignature { .. })
        ));
        assert!(matches!(
            outcome(&format!("code=1&hmac={digest}&%68mac=x")),
            Some(CallbackError::RepeatedSignature { .. })
        ));
        let short = format!("code=1&hmac={}", &digest[1..]);
        assert!(matches!(outcome(&short), Some(CallbackError::WrongSignature { .. })));
        let odd = format!("code=1&hmac=é{}", &digest[2..]);
        assert!(matches!(outcome(&odd), Some(CallbackError::WrongSignature { .. })));
    }

    #[test]
    fn a_declared_encoding_takes_no_other() {
        const HEX: Digest = Digest { encoding: DigestEncoding::Hex, ..DIGEST };
        let hex_only = Signature { check: SignatureCheck::Digest(&HEX), ..SIGNATURE };
        let base64 = crate::escape::form(&STANDARD.encode(mac("code=1")));
        assert!(check(&hex_only, &fixed(), &format!("code=1&hmac={base64}")).is_err());
        const SAID: Digest = Digest { encoding: DigestEncoding::Variable("digest"), ..DIGEST };
        let said = Signature { check: SignatureCheck::Digest(&SAID), ..SIGNATURE };
        let fixed = Fixed { variables: vec![("digest", "base64".to_owned())], ..fixed() };
        assert!(check(&said, &fixed, &format!("code=1&hmac={base64}")).is_ok());
        assert!(check(&said, &fixed, &format!("code=1&hmac={}", hex_of("code=1"))).is_err());
    }
}
