//! The generated modules, through the build script's door, under the strictest lints there are.
//!
//! The tests use them from here; that this crate compiles is the first test.

#![deny(warnings, clippy::pedantic, missing_docs)]

oauth_runtime::include_providers!();
