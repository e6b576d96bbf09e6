//! Stored text that cannot be used.

use std::fmt;

use super::text::shown;

/// Why a text was refused that should be what `save` wrote.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum StoredError {
    /// It is not what `save` wrote.
    Broken {
        /// What it should have been: `token`, `pending authorization`, `accepted callback`, `device
        /// authorization`, `backchannel authentication`, `pending logout`, `metadata`, `client registration`, `key`.
        kind: &'static str,
        /// What is wrong, without the text itself.
        what: String,
    },
    /// Another version of this crate wrote it.
    Version {
        /// What it is.
        kind: &'static str,
        /// The version it has.
        found: u64,
        /// The version that can be read.
        known: u64,
    },
    /// It belongs to another provider, or to another environment of this one.
    Other {
        /// What it is.
        kind: &'static str,
        /// Whose it is.
        found: String,
        /// Whose it should be.
        expected: String,
    },
}

impl StoredError {
    /// Whether a user can help, who begins anew: not with what the application keeps for itself, nor with what it has
    /// mixed up.
    pub(crate) fn needs_user(&self) -> bool {
        match self {
            Self::Broken { kind, .. } | Self::Version { kind, .. } => {
                !matches!(*kind, "key" | "client registration" | "metadata")
            }
            Self::Other { .. } => false,
        }
    }
}

impl fmt::Display for StoredError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken { kind, what } => write!(
                formatter,
                "the stored {kind} cannot be read ({what}): it was cut or changed, so start \
                 anew"
            ),
            Self::Version { kind, found, known } => write!(
                formatter,
                "the stored {kind} has version {found}, and this release reads version \
                 {known}: start anew, or use the release that stored it"
            ),
            Self::Other { kind, found, expected } => write!(
                formatter,
                "the stored {kind} belongs to {}, not to {}: look up the one for this \
                 client",
                shown(found),
                shown(expected)
            ),
        }
    }
}

impl std::error::Error for StoredError {}
