//! Signatures that are refused.

use std::time::Duration;

use super::fault::Fault;
use crate::error::{CallbackError, Error};

/// Why a signature was refused. Neither keys nor the signature that was expected are in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureRefused {
    /// There is no signature.
    #[error("there is no signature in {place}: this did not come from the provider, or was cut")]
    Missing {
        /// Where it should be.
        place: String,
    },
    /// There is more than one.
    #[error("there is more than one signature in {place}: somebody tampered with it")]
    Repeated {
        /// Where they are.
        place: String,
    },
    /// What is there is not written as the provider writes signatures.
    #[error("what is in {place} is not written as a signature of this provider")]
    Malformed {
        /// Where it is.
        place: String,
    },
    /// Something that is signed is not there.
    #[error("{part} is signed, and is not there or cannot be read")]
    Incomplete {
        /// What it is, as the declaration calls it.
        part: String,
    },
    /// Something that is signed is there more than once.
    #[error("{part} is there more than once, so nobody can say which one is signed")]
    Ambiguous {
        /// What it is, as the declaration calls it.
        part: String,
    },
    /// No key fits.
    #[error(
        "the signature in {place} is wrong: pass everything exactly as it was received, and check \
         the key; if both are right, somebody forged it"
    )]
    Wrong {
        /// Where it is.
        place: String,
    },
    /// It was signed too long ago.
    #[error("this was signed {} seconds ago, and {} are allowed", age.as_secs(), limit.as_secs())]
    TooOld {
        /// How long ago.
        age: Duration,
        /// How long ago it may be.
        limit: Duration,
    },
    /// It was signed in the future.
    #[error(
        "this was signed {} seconds in the future, and {} are allowed: check this machine's clock",
        ahead.as_secs(), limit.as_secs()
    )]
    Ahead {
        /// How far ahead.
        ahead: Duration,
        /// How far it may be.
        limit: Duration,
    },
    /// The signed token is right, and says that it is not for this.
    #[error("the signed token is refused: {reason}")]
    Token {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Nothing can be verified with these settings.
    #[error("no signature can be verified: {reason}")]
    Settings {
        /// What is wrong with them.
        reason: String,
    },
}

impl From<Fault> for SignatureRefused {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoPart(source) => Self::Incomplete { part: source.to_string() },
            Fault::Repeated(source) => Self::Ambiguous { part: source.to_string() },
            settings => Self::Settings { reason: settings.text() },
        }
    }
}

/// Of a callback: wrong settings are the application's own, all else came through the browser.
impl From<SignatureRefused> for Error {
    fn from(refused: SignatureRefused) -> Self {
        match refused {
            SignatureRefused::Settings { .. } => Self::configuration(refused.to_string()),
            refused => CallbackError::Signature(refused).into(),
        }
    }
}
