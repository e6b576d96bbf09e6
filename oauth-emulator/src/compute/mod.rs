//! Values made of other values, made here once more to compare or to sign.
//!
//! The other side has code of its own for all of this: what both agree on is right.

mod algorithm;
mod canonical;
mod clients;
mod draft;
pub(crate) mod encoding;
mod jwt;
mod masked;
mod members;
pub(crate) mod moment;
mod private;
mod public;
mod scene;

pub(crate) use algorithm::{run_jwt, sha256, sha384, sha512};
pub(crate) use draft::{Draft, Made, pair};
pub(crate) use jwt::{Token, name, sign, sign_jwt, written};
pub(crate) use members::all_members;
pub(crate) use private::{
    der, key_set, kid, kid_detached, public_pem, sign_detached, sign_private,
};
pub(crate) use public::{PublicKey, thumbprint};
pub(crate) use scene::{Scene, is_fresh};
