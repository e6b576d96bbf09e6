//! How digests and keys are written as text.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use oauth_spec::{DigestEncoding, KeyEncoding};

use super::algorithm;

/// A digest as text; what cannot be text is written with replacement characters.
pub(crate) fn write(encoding: DigestEncoding, bytes: &[u8]) -> String {
    match encoding {
        DigestEncoding::HexUpper => hex(bytes).to_ascii_uppercase(),
        DigestEncoding::Base64 => STANDARD.encode(bytes),
        DigestEncoding::Base64Url => URL_SAFE_NO_PAD.encode(bytes),
        DigestEncoding::Text => String::from_utf8_lossy(bytes).into_owned(),
        DigestEncoding::Hex | DigestEncoding::Auto | DigestEncoding::Variable(_) => hex(bytes),
    }
}

/// The bytes of a text that is written so, letter for letter; `None` for any other.
pub(crate) fn read(encoding: DigestEncoding, text: &str) -> Option<Vec<u8>> {
    let bytes = match encoding {
        DigestEncoding::Base64 => STANDARD.decode(text).ok()?,
        DigestEncoding::Base64Url => URL_SAFE_NO_PAD.decode(text).ok()?,
        DigestEncoding::Text => text.as_bytes().to_vec(),
        _ => from_hex(text)?,
    };
    (write(encoding, &bytes) == text).then_some(bytes)
}

/// In hex, lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// In base64url without padding, as in a JWT.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What base64url stands for, with padding or without.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

/// The bytes that the text of a key stands for; `None` if it does not stand for any.
pub(crate) fn key(encoding: KeyEncoding, text: &[u8]) -> Option<Vec<u8>> {
    let decoded = match encoding {
        KeyEncoding::Utf8 => text.to_vec(),
        KeyEncoding::Sha256 => algorithm::sha256(text),
        KeyEncoding::Sha1 => algorithm::sha1(text),
        KeyEncoding::HmacSha256Of(word) => algorithm::hmac_sha256(word.as_bytes(), text),
        KeyEncoding::Hex => from_hex(std::str::from_utf8(text).ok()?)?,
        KeyEncoding::Base64 => {
            let text = std::str::from_utf8(text).ok()?;
            let text = text.strip_prefix("whsec_").unwrap_or(text);
            STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok()?
        }
        KeyEncoding::Pem => return None,
    };
    Some(decoded)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum * 16 + digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_what_they_stand_for() {
        assert_eq!(key(KeyEncoding::Hex, b"00fF10"), Some(vec![0, 255, 16]));
        assert_eq!(key(KeyEncoding::Hex, b"0"), None);
        assert_eq!(key(KeyEncoding::Base64, b"whsec_YWJj"), Some(b"abc".to_vec()));
        assert_eq!(key(KeyEncoding::Base64, b"YQ=="), Some(b"a".to_vec()));
        assert_eq!(key(KeyEncoding::Pem, b"anything"), None);
        assert_eq!(key(KeyEncoding::Sha256, b"abc").map(|key| key.len()), Some(32));
    }

    #[test]
    fn what_is_written_is_read_in_the_same_way_only() {
        let bytes = [0xfb, 0xff];
        for encoding in [
            DigestEncoding::Hex,
            DigestEncoding::HexUpper,
            DigestEncoding::Base64,
            DigestEncoding::Base64Url,
        ] {
            assert_eq!(read(encoding, &write(encoding, &bytes)), Some(bytes.to_vec()));
        }
        assert_eq!(read(DigestEncoding::Hex, "FBFF"), None);
        assert_eq!(read(DigestEncoding::HexUpper, "fbff"), None);
        assert_eq!(read(DigestEncoding::Base64, "-_8"), None);
    }

    #[test]
    fn digests_are_written() {
        let bytes = [0xfb, 0xff];
        assert_eq!(write(DigestEncoding::Hex, &bytes), "fbff");
        assert_eq!(write(DigestEncoding::HexUpper, &bytes), "FBFF");
        assert_eq!(write(DigestEncoding::Base64, &bytes), "+/8=");
        assert_eq!(write(DigestEncoding::Base64Url, &bytes), "-_8");
        assert_eq!(write(DigestEncoding::Text, b"a b"), "a b");
    }
}
