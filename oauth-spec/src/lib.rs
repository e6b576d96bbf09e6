//! The language of OAuth provider declarations.
//!
//! [`ProviderSpec`] and its parts are the *model*: plain `'static` data that says what a provider
//! wants. The generator writes it out as a `const`, the runtime executes it, the emulator plays the
//! provider's side of it. None of them reads TOML.
//!
//! Reading TOML sits behind the feature `parse`: `compile` takes the text of a file through the
//! stages `parse → raw → check → lower` and gives a model that cannot be wrong, or a `Report` of
//! every mistake in the file. With the feature `lint` beside it, `lint` says what is doubtful about a file
//! that is right.

pub mod hosts;
mod model;
pub mod pattern;
pub mod prelude;
#[cfg(feature = "parse")]
pub mod schema;

#[cfg(feature = "parse")]
mod bases;
#[cfg(feature = "parse")]
mod check;
#[cfg(feature = "parse")]
mod compile;
#[cfg(feature = "parse")]
mod docs;
#[cfg(feature = "parse")]
mod layout;
#[cfg(feature = "parse")]
mod lines;
#[cfg(feature = "lint")]
mod lint;
#[cfg(feature = "parse")]
mod lints;
#[cfg(feature = "parse")]
mod lower;
#[cfg(feature = "parse")]
mod names;
#[cfg(feature = "parse")]
mod parse;
#[cfg(feature = "parse")]
mod raw;
#[cfg(feature = "parse")]
mod reach;
#[cfg(feature = "parse")]
mod render;
#[cfg(feature = "parse")]
mod report;
#[cfg(feature = "parse")]
mod scopes;
#[cfg(feature = "parse")]
mod source;
#[cfg(feature = "parse")]
mod span;
#[cfg(feature = "parse")]
mod suggest;
#[cfg(feature = "parse")]
mod template;

pub use model::*;

#[cfg(feature = "parse")]
pub use compile::{Compiled, Provider, compile, compile_with};
#[cfg(feature = "parse")]
pub use docs::{Confidence, Docs, Document};
#[cfg(feature = "lint")]
pub use lint::{Linted, lint, lint_together};
#[cfg(feature = "parse")]
pub use lints::{LINTS, Lint};
#[cfg(feature = "parse")]
pub use names::Names;
#[cfg(feature = "parse")]
pub use render::Palette;
#[cfg(feature = "parse")]
pub use report::{Diagnostic, Fix, Level, Place, Position, Report};
#[cfg(feature = "parse")]
pub use source::SourceFile;
#[cfg(feature = "parse")]
pub use suggest::nearest;

/// The version of the language, written `schema = 1` at the top of every file.
pub const SCHEMA: u32 = 1;

/// The version of this toolkit. Generated code carries the one it was made by, and refuses at
/// compile time to meet a runtime of another.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
