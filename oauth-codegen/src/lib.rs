//! From a provider's declaration to a typed Rust module.
//!
//! The stages are the files: `expand` turns a [`oauth_spec::Provider`] into tokens, `format` lays them
//! out as text, `build` finds files, writes what changed, and talks to Cargo. The macro uses the
//! first, a build script all of them:
//!
//! ```no_run
//! // build.rs, in `main`:
//! oauth_codegen::build("providers");
//! ```

mod calls;
mod constant;
mod context;
mod docs;
mod expand;
mod fields;
mod find;
mod grants;
mod markdown;
mod names;
mod options;
mod scopes;
mod variables;
mod webhooks;

mod authorization_details;
#[cfg(feature = "format")]
mod build;
#[cfg(feature = "format")]
mod format;
#[cfg(feature = "format")]
mod write;

#[cfg(feature = "format")]
pub use build::{Build, BuildError, Generated, build};
pub use docs::{
    Carried, Flow, Party, Step, StepKind, deviations, deviations_by_area, diagram, flows,
    module_docs, needed_grants, steps,
};
pub use expand::{expand_docs, expand_items};
pub use find::{Found, catalogue, find};
#[cfg(feature = "format")]
pub use format::text;
pub use oauth_providers::CATALOGUE;
pub use options::{InvalidPath, Options};
