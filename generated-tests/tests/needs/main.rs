//! What providers need, each shown with a generated client and the bytes that go over the wire.
//!
//! A need is a folder in `needs/`: its declaration, one line about it, and its tests, which
//! are modules of this program. `index.rs` makes `docs/needs.md` of them.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod check;
mod index;
#[path = "../page/mod.rs"]
mod page;
mod wire;

/// What the tests of a need begin with.
mod prelude {
    pub(crate) use std::time::Duration;

    pub(crate) use generated_tests as provider;
    pub(crate) use oauth_runtime::http;
    pub(crate) use oauth_runtime::{Error, Secret};

    pub(crate) use crate::wire::{NOW, Wire, form, json, param, params, text};
}

include!(concat!(env!("OUT_DIR"), "/needs.rs"));
