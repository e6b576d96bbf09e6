//! How digests and keys are written: hex and base64, as a declaration or a variable says.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use oauth_spec::{DigestEncoding, Source};

use super::Lookup;
use super::fault::Fault;

const INDIFFERENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, INDIFFERENT);
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, INDIFFERENT);

/// How it is written here: an enum variable may say.
pub(super) fn chosen(
    declared: DigestEncoding,
    lookup: &Lookup<'_>,
) -> Result<DigestEncoding, Fault> {
    let DigestEncoding::Variable(name) = declared else { return Ok(declared) };
    let word = lookup(Source::Variable(name)).ok_or(Fault::NoValue(Source::Variable(name)))?;
    let known = DigestEncoding::ALL.iter().find(|(other, _)| *other == word);
    known.map(|(_, encoding)| *encoding).ok_or_else(|| {
        let words: Vec<_> = DigestEncoding::ALL.iter().map(|(word, _)| *word).collect();
        Fault::Settings(format!("the variable `{name}` must be one of {}", words.join(", ")))
    })
}

/// The bytes as text.
pub(super) fn write(encoding: DigestEncoding, bytes: &[u8]) -> Result<String, Fault> {
    match encoding {
        DigestEncoding::Hex => Ok(hex(bytes)),
        DigestEncoding::HexUpper => Ok(hex(bytes).to_ascii_uppercase()),
        DigestEncoding::Base64 => Ok(STANDARD.encode(bytes)),
        DigestEncoding::Base64Url => Ok(URL_SAFE_NO_PAD.encode(bytes)),
        DigestEncoding::Text => String::from_utf8(bytes.to_vec())
            .map_err(|_| Fault::Settings("what is computed is no text: give an encoding".into())),
        DigestEncoding::Auto | DigestEncoding::Variable(_) => {
            Err(Fault::Settings("what is made must be written in one encoding".into()))
        }
    }
}

/// The bytes of a text that was received; `length` is how many there must be, if that is certain.
pub(super) fn read(encoding: DigestEncoding, text: &str, length: Option<usize>) -> Option<Vec<u8>> {
    match encoding {
        DigestEncoding::Hex | DigestEncoding::HexUpper => from_hex(text),
        DigestEncoding::Base64 => from_base64(text),
        DigestEncoding::Base64Url => BASE64_URL.decode(text).ok(),
        DigestEncoding::Text => Some(text.as_bytes().to_vec()),
        DigestEncoding::Auto => {
            let is_hex = match length {
                Some(length) => text.len() == 2 * length,
                None => text.bytes().all(|byte| byte.is_ascii_hexdigit()),
            };
            if is_hex { from_hex(text) } else { from_base64(text) }
        }
        DigestEncoding::Variable(_) => None,
    }
}

pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let mut bytes = Vec::with_capacity(pairs.len());
    for [high, low] in pairs {
        bytes.push(digit(*high)? << 4 | digit(*low)?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        for encoding in [
            DigestEncoding::Hex,
            DigestEncoding::HexUpper,
            DigestEncoding::Base64,
            DigestEncoding::Base64Url,
        ] {
            let text = write(encoding, &bytes).unwrap();
            assert_eq!(read(encoding, &text, None).unwrap(), bytes);
        }
        assert_eq!(read(DigestEncoding::Hex, "0Af", None), None);
        assert_eq!(read(DigestEncoding::Hex, "zz", None), None);
        assert_eq!(read(DigestEncoding::Hex, "é", None), None);
        assert_eq!(read(DigestEncoding::Hex, "0AfF", None), Some(vec![0x0a, 0xff]));
    }

    #[test]
    fn padding_is_taken_or_not_and_the_length_tells() {
        assert_eq!(from_base64("AQ=="), Some(vec![1]));
        assert_eq!(from_base64("AQ"), Some(vec![1]));
        assert_eq!(from_base64("AR=="), None, "bits that mean nothing must be zero");
        assert_eq!(read(DigestEncoding::Auto, "abcd", Some(2)), Some(vec![0xab, 0xcd]));
        assert_eq!(read(DigestEncoding::Auto, "abcd", Some(3)), Some(vec![0x69, 0xb7, 0x1d]));
    }

    #[test]
    fn a_variable_may_say() {
        let says = |word: &'static str| move |_: Source| Some(word.into());
        assert_eq!(
            chosen(DigestEncoding::Variable("x"), &says("base64")).unwrap(),
            DigestEncoding::Base64
        );
        assert!(chosen(DigestEncoding::Variable("x"), &says("rot13")).is_err());
        assert!(chosen(DigestEncoding::Variable("x"), &|_| None).is_err());
        assert!(write(DigestEncoding::Auto, b"").is_err());
        assert!(write(DigestEncoding::Text, &[0xff]).is_err());
    }
}
