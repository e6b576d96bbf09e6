//! Whether a logout token holds, as far as it is like an ID token (Back-Channel Logout, 2.6).

use oauth_spec::IdTokenSpec;

use super::Checked;
use super::check::{audience, issuer, signature_by, timely};
use super::refused::IdTokenError;
use crate::core::Core;
use crate::sign::Signed;

/// Verifies signature, type, issuer, audience and times; `read` says that the keys were read for it just now.
pub(crate) fn logout_token(
    core: &Core,
    spec: &IdTokenSpec,
    token: &str,
    read: bool,
) -> Result<Checked, IdTokenError> {
    let signed = Signed::parse(spec.algorithms, token).map_err(IdTokenError::refused)?;
    // A token of another kind says so (RFC 8725, 3.11).
    if signed.typ.as_deref().is_some_and(|kind| !matches!(kind, "logout+jwt" | "jwt")) {
        return Err(IdTokenError::Refused { reason: "it is a token of another kind (`typ`)" });
    }
    let claims = match signature_by(core, &signed, read)? {
        Checked::Claims(claims) => claims,
        other => return Ok(other),
    };
    issuer(core, spec, &claims)?;
    audience(core, spec, &claims, false)?;
    timely(core, spec, &claims)?;
    Ok(Checked::Claims(claims))
}
