//! Generated code needs nothing in scope, and minds nothing that is.
#![no_implicit_prelude]
#![allow(dead_code, reason = "only that it compiles matters")]

mod core {}
mod std {}
mod oauth_runtime {}

struct Option;
struct String;
struct Vec;
struct Some;

#[::oauth_runtime::oauth_provider("podio")]
mod podio {}

#[::oauth_runtime::oauth_provider("pio")]
mod pio {}

#[::oauth_runtime::oauth_provider("piggy")]
mod piggy {}

fn main() {}
