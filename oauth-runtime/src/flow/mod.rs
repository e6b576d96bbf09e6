//! Flows with a browser: begin, come back, and nothing believed before it is checked.

mod accept;
mod authorize;
mod authorized;
mod carrier;
mod consent;
mod destination;
mod detail;
mod implicit;
#[cfg(feature = "jose")]
mod object;
mod pending;
mod proof;
mod push;
mod received;
mod request;
mod response;
mod said;
mod signed_in;
mod spent;
#[cfg(not(feature = "jose"))]
mod unsigned;
mod untyped;

pub(crate) use accept::{accept_code, accept_initiated};
pub use authorize::Authorize;
pub(crate) use authorized::Accepted;
pub use authorized::Authorized;
pub(crate) use authorized::typed_callback;
pub(crate) use consent::accept_consent;
pub use consent::{AskConsent, PendingConsent};
pub(crate) use implicit::accept_implicit;
pub use pending::Pending;
pub(crate) use pending::{PendingData, PendingDetails, State};
pub(crate) use proof::Random;
pub use push::PushCall;
pub(crate) use received::{Came, state_of};
pub use response::ResponseCall;
pub use signed_in::{AcceptIdToken, SignedIn};
pub(crate) use spent::Spent;

/// Which way the browser goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Code,
    Implicit,
    Consent,
}

impl Flow {
    /// The grant's name in TOML; none for a consent, which is no grant.
    pub(crate) fn grant(self) -> &'static str {
        match self {
            Self::Code => "authorization_code",
            Self::Implicit => "implicit",
            Self::Consent => "",
        }
    }

    /// Its name in stored texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            grant => grant.grant(),
        }
    }
}
