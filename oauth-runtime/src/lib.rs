//! What generated code calls. Being written.
pub mod fields;
pub mod grants;
pub mod provider;
mod secret;
mod value;
pub use secret::Secret;
pub use value::Value;
