//! Whether a logout token holds, as far as it is like an ID token (Back-Channel Logout, 2.6).

use std::time::Duration;

use oauth_spec::IdTokenSpec;

use super::Checked;
use super::check::{audience, issuer, signature};
use super::refused::IdTokenError;
use crate::core::Core;
use crate::sign::{Signed, in_time};
use crate::time::claimed;

/// Verifies signature, type, issuer, audience and times; `read` says that the keys were read for it just now.
pub(crate) fn logout_token(
    core: &Core,
    spec: &IdTokenSpec,
    token: &str,
    read: bool,
) -> Result<Checked, IdTokenError> {
    let signed = Signed::parse(spec.algorithms, token).map_err(IdTokenError::refused)?;
    // A token of another kind says so (RFC 8725, 3.11).
    if let Some(kind) = signed.typ.as_deref() {
        let kind = kind.to_ascii_lowercase();
        let kind = kind.strip_prefix("application/").unwrap_or(&kind);
        if !matches!(kind, "logout+jwt" | "jwt") {
            return Err(IdTokenError::Refused { reason: "it is a token of another kind (`typ`)" });
        }
    }
    let claims = match signature(core, &signed, read)? {
        Checked::Claims(claims) => claims,
        other => return Ok(other),
    };
    issuer(core, spec, &claims)?;
    audience(core, spec, &claims, false)?;
    for required in ["exp", "iat"] {
        let missing = "it does not say when it was issued and until when it is good (`iat`, `exp`)";
        let at = claimed(&claims, required).map_err(IdTokenError::refused)?;
        at.ok_or(IdTokenError::Refused { reason: missing })?;
    }
    let leeway = Duration::from_secs(spec.leeway);
    let now = core.clock.now();
    in_time(&claims, now, leeway).map_err(IdTokenError::refused)?;
    let issued = claimed(&claims, "iat").ok().flatten();
    if issued.is_some_and(|at| at.duration_since(now).is_ok_and(|ahead| ahead > leeway)) {
        let reason = "it was issued in the future (`iat`): check this machine's clock";
        return Err(IdTokenError::Refused { reason });
    }
    Ok(Checked::Claims(claims))
}
