//! OpenID Connect: ID tokens are verified here, and what is said about the user is read.

#[cfg(feature = "jose")]
mod asking;
#[cfg(feature = "jose")]
mod check;
mod claims;
mod expiry;
#[cfg(feature = "jose")]
mod freshness;
#[cfg(feature = "jose")]
mod introspection;
#[cfg(feature = "jose")]
mod jwk;
#[cfg(feature = "jose")]
mod keys;
#[cfg(feature = "jose")]
mod logout;
#[cfg(not(feature = "jose"))]
mod none;
#[cfg(feature = "jose")]
mod others;
mod passed_on;
mod proofs;
mod refused;
#[cfg(feature = "jose")]
mod response;
mod userinfo;

#[cfg(feature = "jose")]
pub(crate) use asking::Asking;
#[cfg(feature = "jose")]
pub(crate) use check::{checked, signed_userinfo};
pub use claims::IdToken;
pub(crate) use claims::declared;
pub(crate) use expiry::expiry;
#[cfg(feature = "jose")]
pub(crate) use freshness::Freshness;
#[cfg(feature = "jose")]
pub(crate) use introspection::signed_introspection;
#[cfg(feature = "jose")]
pub(crate) use jwk::texts as jwk_texts;
#[cfg(feature = "jose")]
pub(crate) use keys::{Keys, LARGEST};
#[cfg(feature = "jose")]
pub(crate) use logout::logout_token;
#[cfg(not(feature = "jose"))]
pub(crate) use none::{
    checked, checked_response, logout_token, passed_on, signed_introspection, signed_userinfo,
};
#[cfg(feature = "jose")]
pub(crate) use others::passed_on;
pub use passed_on::VerifyIdToken;
pub(crate) use proofs::{Checked, ForOthers, Proofs};
pub use refused::IdTokenError;
#[cfg(feature = "jose")]
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
    /// Who asks for them because of a logout token, which anybody can send.
    #[cfg(feature = "jose")]
    pub(crate) asking: Asking,
}
