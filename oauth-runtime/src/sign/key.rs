//! Keys: the text that a declaration names, and the bytes that it stands for.

use std::borrow::Cow;

use oauth_spec::{Algorithm, Digest, KeyEncoding, Source, Template};

use super::algorithm::digest;
use super::encoding::{from_base64, from_hex};
use super::fault::Fault;
use super::message::fill;
use crate::wipe::Wiped;

/// The key of a digest, ready for use; empty only where the algorithm has none.
pub(super) fn key<'a>(
    declared: &Digest,
    get: &dyn Fn(Source) -> Result<Cow<'a, [u8]>, Fault>,
) -> Result<Wiped, Fault> {
    if !declared.algorithm.has_key() {
        return Ok(Wiped::default());
    }
    let text = text(&declared.key, get)?;
    let bytes = decoded(declared.key_encoding, &text.0)?;
    if bytes.0.is_empty() {
        return Err(Fault::Key("it is empty"));
    }
    Ok(bytes)
}

/// The text of a key. One that is empty, or that was meant to hold an empty secret, is none: everybody
/// could sign with it.
pub(super) fn text<'a>(
    template: &Template,
    get: &dyn Fn(Source) -> Result<Cow<'a, [u8]>, Fault>,
) -> Result<Wiped, Fault> {
    let text = fill(template, &|source| {
        let value = get(source)?;
        if value.is_empty() { Err(Fault::NoValue(source)) } else { Ok(value) }
    })?;
    if text.0.is_empty() {
        return Err(Fault::Key("it is empty"));
    }
    Ok(text)
}

/// Whether a value is a secret, which must never be empty where something is signed with it.
pub(super) const fn is_secret(source: Source) -> bool {
    matches!(source, Source::ClientSecret | Source::WebhookSecret)
}

/// What a text stands for.
pub(super) fn decoded(encoding: KeyEncoding, text: &[u8]) -> Result<Wiped, Fault> {
    let ascii = || std::str::from_utf8(text).ok().map(str::trim);
    match encoding {
        KeyEncoding::Utf8 => Ok(Wiped(text.to_vec())),
        KeyEncoding::Base64 => ascii()
            .map(|text| text.strip_prefix("whsec_").unwrap_or(text))
            .and_then(from_base64)
            .map(Wiped)
            .ok_or(Fault::Key("it is not base64")),
        KeyEncoding::Hex => {
            ascii().and_then(from_hex).map(Wiped).ok_or(Fault::Key("it is not hex"))
        }
        KeyEncoding::Pem => pem(text),
        KeyEncoding::Sha256 => digest(Algorithm::Sha256, &[], text),
        KeyEncoding::Sha1 => digest(Algorithm::Sha1, &[], text),
        KeyEncoding::HmacSha256Of(key) => digest(Algorithm::HmacSha256, key.as_bytes(), text),
    }
}

#[cfg(feature = "jose")]
fn pem(text: &[u8]) -> Result<Wiped, Fault> {
    super::jose::public_key(text).map(Wiped)
}

#[cfg(not(feature = "jose"))]
fn pem(_: &[u8]) -> Result<Wiped, Fault> {
    Err(Fault::Settings(crate::features::feature_is_off("jose")))
}

#[cfg(test)]
mod tests {
    use oauth_spec::Part;

    use super::*;

    const WITH_SUFFIX: Template =
        Template::of(&[Part::Value(Source::ClientSecret), Part::Text("&")]);

    fn made(encoding: KeyEncoding, secret: &'static str) -> Result<Vec<u8>, Fault> {
        const KEY: Template = Template::value(Source::ClientSecret);
        let declared = Digest { key: KEY, key_encoding: encoding, ..Digest::STANDARD };
        key(&declared, &move |_| Ok(secret.as_bytes().into())).map(|key| key.0.clone())
    }

    #[test]
    fn keys_are_what_their_text_stands_for() {
        assert_eq!(made(KeyEncoding::Utf8, "é").unwrap(), "é".as_bytes());
        assert_eq!(made(KeyEncoding::Base64, "whsec_AQI=").unwrap(), [1, 2]);
        assert_eq!(made(KeyEncoding::Base64, "AQI").unwrap(), [1, 2]);
        assert_eq!(made(KeyEncoding::Hex, "0102").unwrap(), [1, 2]);
        assert_eq!(made(KeyEncoding::Sha256, "a").unwrap(), hmac_sha256::Hash::hash(b"a"));
        assert_eq!(
            made(KeyEncoding::HmacSha256Of("WebAppData"), "a").unwrap(),
            hmac_sha256::HMAC::mac(b"a", b"WebAppData")
        );
    }

    #[test]
    fn no_key_is_empty() {
        assert!(made(KeyEncoding::Utf8, "").is_err());
        assert!(made(KeyEncoding::Sha256, "").is_err());
        assert!(made(KeyEncoding::Base64, "whsec_").is_err());
        assert!(made(KeyEncoding::Hex, "xyz").is_err());
        let declared = Digest { key: WITH_SUFFIX, ..Digest::STANDARD };
        let none = |source| Err(Fault::NoValue(source));
        assert!(key(&declared, &|_| Ok(b"".into())).is_err());
        assert!(key(&declared, &none).is_err());
        assert!(key(&Digest::STANDARD, &none).is_err());
    }
}
