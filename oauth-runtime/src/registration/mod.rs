//! Clients that register themselves (RFC 7591).

mod builder;
mod call;
mod fault;
mod metadata;
mod registered;

pub use call::RegistrationCall;
pub use fault::RegistrationFault;
pub use metadata::ClientMetadata;
pub use registered::Registration;
