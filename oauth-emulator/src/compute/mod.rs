//! Values made of other values, made here once more to compare or to sign.
//!
//! The other side has code of its own for all of this: what both agree on is right.

mod algorithm;
mod canonical;
mod draft;
pub(crate) mod encoding;
mod jwt;
pub(crate) mod moment;
mod scene;

pub(crate) use algorithm::{run_jwt, sha256};
pub(crate) use draft::{Draft, pair, split};
pub(crate) use jwt::{sign, sign_jwt};
pub(crate) use scene::{Scene, is_fresh};
