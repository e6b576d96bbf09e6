//! Clients that register themselves (RFC 7591), and what becomes of their registrations (RFC 7592).

mod builder;
mod call;
mod fault;
mod hosted;
mod manage;
mod metadata;
mod registered;
mod secret;

pub use call::RegistrationCall;
pub use fault::RegistrationFault;
pub use manage::{ManagedRegistration, ManagementCall};
pub use metadata::ClientMetadata;
pub use registered::Registration;
