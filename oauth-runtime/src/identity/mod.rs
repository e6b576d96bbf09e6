//! OpenID Connect: ID tokens are verified here, and what is said about the user is read.

mod check;
mod claims;
mod introspection;
#[cfg(feature = "jose")]
mod jwk;
#[cfg(feature = "jose")]
mod keys;
mod logout;
mod refused;
mod response;
mod userinfo;

pub(crate) use check::{Checked, Proofs, checked, signed_userinfo};
pub use claims::IdToken;
pub(crate) use introspection::{expiry, signed_introspection};
#[cfg(feature = "jose")]
pub(crate) use jwk::texts as jwk_texts;
#[cfg(feature = "jose")]
pub(crate) use keys::Keys;
#[cfg(feature = "jose")]
pub(crate) use keys::{LARGEST, PAUSE, lifetime};
pub(crate) use logout::logout_token;
pub use refused::IdTokenError;
pub(crate) use response::checked_response;
pub use userinfo::Userinfo;

use crate::core::PreparedRequest;

/// What a client of OpenID Connect has beside others.
pub(crate) struct Identity {
    /// The request for the provider's keys.
    pub(crate) jwks: Option<PreparedRequest>,
    pub(crate) userinfo: Option<PreparedRequest>,
    /// Where the browser is sent to sign out.
    pub(crate) end_session: Option<url::Url>,
    /// The keys, once they were asked for.
    #[cfg(feature = "jose")]
    pub(crate) keys: std::sync::Mutex<Keys>,
}
