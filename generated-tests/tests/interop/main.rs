//! Real servers that nobody here wrote: generated clients run every flow that they offer, and are refused.
//!
//! `interop/` has a kit for each. Where what a kit needs is missing, its tests say so and do nothing, unless
//! `OAUTH_INTEROP=required` is set, as `.ci/run` does: then they fail. `docs/interop.md` is made of `index/`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod django;
mod index;
mod install;
mod kit;
mod node;
#[path = "../page/mod.rs"]
mod page;
mod shared;
mod wire;
