//! Flows with a browser: begin, come back, and nothing believed before it is checked.

mod accept;
mod authorize;
mod authorized;
mod pending;
mod proof;
mod signature;
mod spent;

pub(crate) use accept::{accept_code, accept_implicit};
pub use authorize::Authorize;
pub(crate) use authorized::Accepted;
pub use authorized::Authorized;
pub use pending::Pending;
pub(crate) use pending::{PendingData, State};
pub(crate) use proof::Random;
pub(crate) use spent::Spent;

/// Which way the browser goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Code,
    Implicit,
}

impl Flow {
    /// The grant's name in TOML.
    pub(crate) fn grant(self) -> &'static str {
        match self {
            Self::Code => "authorization_code",
            Self::Implicit => "implicit",
        }
    }
}
