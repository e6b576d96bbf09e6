//! Signatures that are refused.

use std::fmt;
use std::time::Duration;

use super::fault::Fault;
use crate::error::{Error, Remedy};

/// Why a signature was refused. Neither keys nor the signature that was expected are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureRefused {
    /// There is no signature.
    Missing {
        /// Where it should be.
        place: String,
    },
    /// There is more than one.
    Repeated {
        /// Where they are.
        place: String,
    },
    /// What is there is not written as the provider writes signatures.
    Malformed {
        /// Where it is.
        place: String,
    },
    /// Something that is signed is not there.
    Incomplete {
        /// What it is, as the declaration calls it.
        part: String,
    },
    /// There is a body that is no form, and only parameters are signed: whoever has put it there, nobody vouches for it.
    UnsignedBody,
    /// Something that is signed is there more than once.
    Ambiguous {
        /// What it is, as the declaration calls it.
        part: String,
    },
    /// No key fits.
    Wrong {
        /// Where it is.
        place: String,
    },
    /// It was signed too long ago.
    TooOld {
        /// How long ago.
        age: Duration,
        /// How long ago it may be.
        limit: Duration,
    },
    /// It was signed in the future.
    Ahead {
        /// How far ahead.
        ahead: Duration,
        /// How far it may be.
        limit: Duration,
    },
    /// The signed token is right, and says that it is not for this.
    Token {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Nothing can be verified with these settings.
    Settings {
        /// What is wrong with them.
        reason: String,
    },
}

impl fmt::Display for SignatureRefused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { place } => write!(
                formatter,
                "there is no signature in {place}: this did not come from the provider, or \
                 was cut"
            ),
            Self::Repeated { place } => write!(
                formatter,
                "there is more than one signature in {place}: somebody tampered with it"
            ),
            Self::Malformed { place } => write!(
                formatter,
                "what is in {place} is not written as a signature of this provider: this did not come from it, or \
                 its documentation says something else than its TOML file"
            ),
            Self::Incomplete { part } => {
                write!(
                    formatter,
                    "{part} is part of what is verified, and is not there or cannot be read: pass everything as it \
                     was received; if that is done, this did not come from the provider"
                )
            }
            Self::UnsignedBody => formatter.write_str(
                "there is a body that is no form by its `Content-Type`, and only parameters are signed: pass all \
                 headers as they were received; if they were, somebody has added it, or the declaration lacks it in \
                 the message of the signature",
            ),
            Self::Ambiguous { part } => write!(
                formatter,
                "{part} is there more than once, so nobody can say which one is signed"
            ),
            Self::Wrong { place } => write!(
                formatter,
                "the signature in {place} is wrong: pass everything exactly as it was \
                 received, and check the key; if both are right, somebody forged it"
            ),
            Self::TooOld { age, limit } => write!(
                formatter,
                "this was signed {} seconds ago, and {} are allowed: it was sent again, or this machine's clock is \
                 ahead",
                age.as_secs(),
                limit.as_secs()
            ),
            Self::Ahead { ahead, limit } => write!(
                formatter,
                "this was signed {} seconds in the future, and {} are allowed: check this \
                 machine's clock",
                ahead.as_secs(),
                limit.as_secs()
            ),
            Self::Token { reason } => write!(formatter, "the signed token is refused: {reason}"),
            Self::Settings { reason } => {
                write!(formatter, "no signature can be verified: {reason}")
            }
        }
    }
}

impl std::error::Error for SignatureRefused {}

impl From<Fault> for SignatureRefused {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoPart(source) => Self::Incomplete { part: source.to_string() },
            Fault::UnsignedBody => Self::UnsignedBody,
            Fault::Repeated(source) => Self::Ambiguous { part: source.to_string() },
            settings => Self::Settings { reason: settings.text() },
        }
    }
}

impl SignatureRefused {
    /// What to do about it: [`Remedy::Refuse`], for whoever sent this is not believed, or [`Remedy::Operator`] where the
    /// settings let nothing be verified.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Settings { .. } => Remedy::Operator,
            _ => Remedy::Refuse,
        }
    }
}

/// Of a webhook: a callback says by itself what it is.
impl From<SignatureRefused> for Error {
    fn from(refused: SignatureRefused) -> Self {
        Self::Webhook(refused)
    }
}
