//! Digests, signatures and signed tokens: those that are received, and those that are made.

mod algorithm;
#[cfg(feature = "jose")]
mod assertion;
mod at_hand;
mod canonical;
mod computed;
#[cfg(feature = "jose")]
mod der;
#[cfg(feature = "jose")]
mod detached;
mod encoding;
mod fault;
#[cfg(feature = "jose")]
mod half;
mod instant;
#[cfg(feature = "jose")]
mod jose;
mod json;
#[cfg(feature = "jose")]
mod jwt;
mod key;
mod members;
mod message;
#[cfg(any(feature = "jose", feature = "discovery"))]
mod name;
#[cfg(not(feature = "jose"))]
mod none;
#[cfg(feature = "jose")]
mod object;
mod place;
#[cfg(feature = "jose")]
mod private;
mod received;
mod refused;
mod request;
#[cfg(feature = "jose")]
mod sec1;
#[cfg(feature = "jose")]
mod spki;
mod syntax;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

#[cfg(feature = "jose")]
pub(crate) use assertion::{Signer, assertion};
#[cfg(feature = "jose")]
pub(crate) use computed::is_assertion_of_request;
pub(crate) use computed::{computed, is_of_request};
#[cfg(feature = "jose")]
pub(crate) use detached::{as_of_tokens, pair};
#[cfg(feature = "jose")]
pub(crate) use fault::Fault;
#[cfg(feature = "jose")]
pub(crate) use half::left_half;
#[cfg(feature = "jose")]
pub(crate) use jose::PublicKey;
#[cfg(feature = "jose")]
pub(crate) use jwt::{Signed, in_time, is_for};
#[cfg(any(feature = "jose", feature = "discovery"))]
pub(crate) use name::{algorithm_name, is_named};
use oauth_spec::Source;
#[cfg(feature = "jose")]
pub(crate) use object::request_object;
#[cfg(feature = "jose")]
pub(crate) use private::{Pair, generated};
pub(crate) use received::{verify, verify_answer, verify_any};
pub use refused::SignatureRefused;
pub(crate) use request::{Incoming, IncomingKind, Outgoing};

/// What the application knows: its settings, and the call at hand.
pub(crate) type Lookup<'a> = dyn Fn(Source) -> Option<Cow<'a, str>> + 'a;
