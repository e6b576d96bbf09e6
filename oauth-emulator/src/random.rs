//! Texts nobody can guess: identifiers, codes, tokens.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac_sha256::HMAC;

use crate::error::EmulatorError;

/// A source of texts. It asks the system once, so that nothing can fail later, and with a given seed
/// it gives the same texts in every run.
pub(crate) struct Random {
    seed: [u8; 32],
    given: AtomicU64,
}

impl Random {
    /// Seeded by the system.
    pub(crate) fn from_system() -> Result<Self, EmulatorError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(EmulatorError::Random)?;
        Ok(Self { seed, given: AtomicU64::new(0) })
    }

    /// Seeded by a number.
    pub(crate) fn from_seed(number: u64) -> Self {
        let seed = HMAC::mac(number.to_be_bytes(), b"oauth-emulator");
        Self { seed, given: AtomicU64::new(0) }
    }

    /// A new text of 43 letters, digits, `-` and `_`.
    pub(crate) fn text(&self) -> String {
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        URL_SAFE_NO_PAD.encode(HMAC::mac(number.to_be_bytes(), self.seed))
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Random")
    }
}
