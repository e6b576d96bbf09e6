//! Fresh random values: `state` (RFC 6749, 10.12) and the PKCE verifier (RFC 7636, 4.1).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// 256 random bits, written as 43 characters of base64url. They are wiped and do not print.
#[derive(Clone)]
pub(crate) struct Random([u8; Self::LENGTH]);

impl Random {
    pub(crate) const LENGTH: usize = 43;

    /// Two of them, from one call of the operating system.
    pub(crate) fn two() -> Result<(Self, Self), getrandom::Error> {
        let mut bytes = [0; 64];
        getrandom::fill(&mut bytes)?;
        let two = (Self::write(&bytes[..32]), Self::write(&bytes[32..]));
        bytes.fill(0);
        zeroize::optimization_barrier(&bytes);
        Ok(two)
    }

    fn write(bytes: &[u8]) -> Self {
        let mut text = [b'A'; Self::LENGTH];
        // 32 bytes are always 43 characters.
        let _ = URL_SAFE_NO_PAD.encode_slice(bytes, &mut text);
        Self(text)
    }

    /// One that was stored.
    pub(crate) fn restore(text: &str) -> Option<Self> {
        let bytes: [u8; Self::LENGTH] = text.as_bytes().try_into().ok()?;
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        bytes.iter().all(is_plain).then_some(Self(bytes))
    }

    pub(crate) fn text(&self) -> &str {
        // Base64url is ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The S256 challenge of it (RFC 7636, 4.2).
    pub(crate) fn challenge(&self) -> Self {
        Self::write(&hmac_sha256::Hash::hash(&self.0))
    }
}

impl Drop for Random {
    fn drop(&mut self) {
        self.0.fill(0);
        zeroize::optimization_barrier(&self.0);
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Random(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_challenge_is_the_one_of_rfc_7636_appendix_b() {
        let verifier = Random::restore("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        assert_eq!(verifier.challenge().text(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn no_two_are_the_same_and_they_restore() {
        let (one, two) = Random::two().unwrap();
        assert_ne!(one.text(), two.text());
        assert_eq!(Random::restore(one.text()).unwrap().text(), one.text());
        assert!(Random::restore("short").is_none());
        assert!(Random::restore(&"=".repeat(43)).is_none());
        assert_eq!(format!("{one:?}"), "Random(…)");
    }
}
