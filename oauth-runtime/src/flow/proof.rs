//! Fresh random values: `state` (RFC 6749, 10.12) and the PKCE verifier (RFC 7636, 4.1).

use std::fmt;

use crate::error::Error;
use crate::random::fill;

/// How long each of them is: as long as 256 bits are in base64url.
const LENGTH: usize = 43;

/// As many bytes as are turned into characters at once: a round number of registers.
const BLOCK: usize = 48;

/// 43 random characters of base64url, which are 258 bits, and what fills the block. They are wiped and
/// do not print.
#[derive(Clone)]
#[repr(align(16))]
pub(crate) struct Random([u8; BLOCK]);

impl Random {
    /// A state and a verifier, from one call of the operating system.
    pub(crate) fn state_and_verifier() -> Result<(Self, Self), Error> {
        let (mut state, mut verifier) = (Self([0; BLOCK]), Self([0; BLOCK]));
        let mut bytes = [0; 2 * BLOCK];
        fill(&mut bytes)?;
        // Six bits of each byte count, so every character is as likely as any other.
        let (one, two) = bytes.split_at(BLOCK);
        state.0.copy_from_slice(one);
        verifier.0.copy_from_slice(two);
        bytes.fill(0);
        zeroize::optimization_barrier(&bytes);
        Ok((state.characters(), verifier.characters()))
    }

    /// One more, as few authorizations need it.
    pub(crate) fn one() -> Result<Self, Error> {
        let mut bytes = Self([0; BLOCK]);
        fill(&mut bytes.0)?;
        Ok(bytes.characters())
    }

    /// Each byte turned into the character for its lower six bits.
    fn characters(mut self) -> Self {
        self.0.iter_mut().for_each(|byte| *byte = character(*byte));
        self
    }

    /// One that was stored.
    pub(crate) fn restore(text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if text.len() != LENGTH || !text.bytes().all(is_plain) {
            return None;
        }
        let mut block = [b'A'; BLOCK];
        block[..LENGTH].copy_from_slice(text.as_bytes());
        Some(Self(block))
    }

    pub(crate) fn text(&self) -> &str {
        // It is all ASCII, and a whole block is quickly seen to be.
        std::str::from_utf8(&self.0).map_or("", |text| &text[..LENGTH])
    }

    /// The same digest as S256 in hex, as one kind of provider wants it.
    pub(crate) fn hex_challenge(&self) -> String {
        use std::fmt::Write as _;
        let digest = hmac_sha256::Hash::hash(&self.0[..LENGTH]);
        digest.iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The S256 challenge of it, in base64url (RFC 7636, 4.2).
    pub(crate) fn challenge(&self) -> Self {
        let digest = hmac_sha256::Hash::hash(&self.0[..LENGTH]);
        let mut text = [0; BLOCK];
        let (eights, _) = text.as_chunks_mut();
        for (eight, six) in eights.iter_mut().zip(digest.as_chunks().0) {
            *eight = apart(*six);
        }
        // 32 bytes are five times six, and two.
        text[40..].copy_from_slice(&apart([digest[30], digest[31], 0, 0, 0, 0]));
        Self(text).characters()
    }
}

/// Six bytes as eight of six bits each: halved, and each half halved again, until a byte holds one.
fn apart(six: [u8; 6]) -> [u8; 8] {
    let mut bits = [0; 8];
    bits[2..].copy_from_slice(&six);
    let bits = u64::from_be_bytes(bits);
    let bits = (bits & 0xffff_ff00_0000) << 8 | bits & 0x00ff_ffff;
    let bits = (bits & 0x00ff_f000_00ff_f000) << 4 | bits & 0x0000_0fff_0000_0fff;
    let bits = (bits & 0x0fc0_0fc0_0fc0_0fc0) << 2 | bits & 0x003f_003f_003f_003f;
    bits.to_be_bytes()
}

/// The character of base64url (RFC 4648, 5) for the lower six bits. Without branches and tables, it
/// is done for sixteen characters at once, in a time that tells nothing.
fn character(byte: u8) -> u8 {
    let six = byte & 63;
    let mut text = six + b'A';
    text = if six > 25 { six + (b'a' - 26) } else { text };
    text = if six > 51 { six.wrapping_sub(52 - b'0') } else { text };
    text = if six == 62 { b'-' } else { text };
    if six == 63 { b'_' } else { text }
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
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_rfc_7636_appendix_b() {
        let verifier = Random::restore("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        assert_eq!(verifier.challenge().text(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn the_characters_are_those_of_base64url() {
        let alphabet: Vec<u8> = (0..64).map(character).collect();
        assert_eq!(alphabet, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
        for _ in 0..100 {
            let (_, verifier) = Random::state_and_verifier().unwrap();
            let digest = hmac_sha256::Hash::hash(verifier.text().as_bytes());
            assert_eq!(verifier.challenge().text(), URL_SAFE_NO_PAD.encode(digest));
        }
    }

    #[test]
    fn no_two_are_the_same_and_they_restore() {
        let (state, one) = Random::state_and_verifier().unwrap();
        let (other, two) = Random::state_and_verifier().unwrap();
        let mut texts = [state.text(), one.text(), other.text(), two.text()];
        texts.sort_unstable();
        assert!(texts.iter().all(|text| text.len() == LENGTH));
        assert!(texts.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(Random::restore(one.text()).unwrap().text(), one.text());
        assert!(Random::restore("short").is_none());
        assert!(Random::restore(&"=".repeat(43)).is_none());
        assert_eq!(format!("{one:?}"), "Random(…)");
    }
}
