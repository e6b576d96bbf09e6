//! What there is of signed tokens without the feature `jose`: that it is off.

use std::time::SystemTime;

use oauth_spec::{Digest, Jwt, JwtCheck};

use super::Lookup;
use super::computed::Making;
use super::fault::Fault;
use super::refused::SignatureRefused;
use super::syntax::Written;
use crate::features::feature_is_off;
use crate::wipe::Wiped;

pub(super) fn holds(
    _: &JwtCheck,
    _: &Lookup<'_>,
    _: &[u8],
    _: &mut Written,
    _: SystemTime,
) -> Result<bool, SignatureRefused> {
    Err(off().into())
}

impl Making<'_, '_, '_> {
    #[expect(clippy::unused_self, reason = "with the feature it is needed")]
    pub(super) fn jwt(&self, _: &Jwt, _: usize) -> Result<String, Fault> {
        Err(off())
    }
}

pub(super) fn signature(_: &Digest, _: &[u8], _: &[u8]) -> Result<Wiped, Fault> {
    Err(off())
}

fn off() -> Fault {
    Fault::Settings(feature_is_off("jose"))
}
