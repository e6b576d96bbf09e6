//! What there is without the feature `jose`: no signed token holds.

use oauth_spec::{IdTokenSpec, JwtAlgorithm};

use super::refused::IdTokenError;
use super::{Checked, Proofs};
use crate::core::Core;
use crate::features::feature_is_off;

pub(crate) fn checked(
    _: &Core,
    _: &IdTokenSpec,
    _: &str,
    _: bool,
    _: Proofs<'_>,
) -> Result<Checked, IdTokenError> {
    Err(off())
}

pub(crate) fn passed_on(
    _: &Core,
    _: &IdTokenSpec,
    _: &str,
    _: bool,
    _: Proofs<'_>,
) -> Result<Checked, IdTokenError> {
    Err(off())
}

pub(crate) fn signed_userinfo(
    _: &Core,
    _: &IdTokenSpec,
    _: &str,
    _: bool,
) -> Result<Checked, IdTokenError> {
    Err(off())
}

pub(crate) fn signed_introspection(_: &Core, _: &str, _: bool) -> Result<Checked, IdTokenError> {
    Err(off())
}

pub(crate) fn checked_response(
    _: &Core,
    _: &[JwtAlgorithm],
    _: &str,
    _: bool,
) -> Result<Checked, IdTokenError> {
    Err(off())
}

pub(crate) fn logout_token(
    _: &Core,
    _: &IdTokenSpec,
    _: &str,
    _: bool,
) -> Result<Checked, IdTokenError> {
    Err(off())
}

fn off() -> IdTokenError {
    IdTokenError::Settings { reason: feature_is_off("jose") }
}
