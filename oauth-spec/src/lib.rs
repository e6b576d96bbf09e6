//! The language of OAuth provider declarations.
//!
//! [`ProviderSpec`] and its parts are the *model*: plain `'static` data that says what a provider
//! wants. The generator writes it out as a `const`, the runtime executes it, the emulator plays the
//! provider's side of it. None of them reads TOML.
//!
//! Reading TOML sits behind the feature `parse`: `compile` takes the text of a file through the
//! stages `parse → check → lower` and gives a model that cannot be wrong, or a `Report` of every
//! mistake in the file.

mod model;

pub use model::*;

/// The version of the language, written `schema = 1` at the top of every file.
pub const SCHEMA: u32 = 1;

/// The version of this toolkit. Generated code carries the one it was made by, and refuses at
/// compile time to meet a runtime of another.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
