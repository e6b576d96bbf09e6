//! Metadata that is read at run time: a provider's (RFC 8414, OpenID Connect Discovery 1.0) and a protected
//! resource's (RFC 9728).
//!
//! A declaration with `[discovery]` leaves endpoints to the provider's metadata:
//! [`ClientBuilder::discover`](crate::ClientBuilder::discover) fetches it. [`resource`] finds out which
//! provider a resource trusts.

mod address;
mod algorithms;
mod builder;
mod check;
mod found;
mod resource;

pub(crate) use address::well_known;
pub(crate) use check::{check, contradictions, is_registered, same_issuer};
pub use found::Discovered;
pub use resource::{Resource, ResourceMetadata, resource};
