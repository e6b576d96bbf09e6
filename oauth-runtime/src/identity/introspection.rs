//! Whether a signed answer about a token holds (RFC 9701, 5).

use std::time::Duration;

use oauth_spec::IdTokenSpec;
use serde_json::Value as Json;

use super::Checked;
use super::check::{audience, issuer, signature};
use super::refused::IdTokenError;
use crate::core::Core;
use crate::sign::{Signed, in_time};
use crate::time::claimed;

/// What was said about a token; `read` says that the keys were read for it just now.
pub(crate) fn signed_introspection(
    core: &Core,
    token: &str,
    read: bool,
) -> Result<Checked, IdTokenError> {
    let Some(stated) = core.spec.endpoints.issuer else {
        let reason = "declare `issuer` in `[endpoints]`".to_owned();
        return Err(IdTokenError::Settings { reason });
    };
    let spec = IdTokenSpec { issuer: stated, ..IdTokenSpec::STANDARD };
    let signed =
        Signed::parse(core.spec.introspection_signed, token).map_err(IdTokenError::refused)?;
    // No other token that the same key has signed is such an answer (RFC 9701, 8.1).
    if signed.typ.as_deref() != Some("token-introspection+jwt") {
        let reason = "it is no answer about a token (`typ`)";
        return Err(IdTokenError::Refused { reason });
    }
    let mut claims = match signature(core, &signed, read)? {
        Checked::Claims(claims) => claims,
        other => return Ok(other),
    };
    issuer(core, &spec, &claims)?;
    audience(core, &spec, &claims, false)?;
    let (now, leeway) = (core.clock.now(), Duration::from_secs(spec.leeway));
    in_time(&claims, now, leeway).map_err(IdTokenError::refused)?;
    let issued = claimed(&claims, "iat").map_err(IdTokenError::refused)?;
    if issued.is_none_or(|at| at.duration_since(now).is_ok_and(|ahead| ahead > leeway)) {
        let reason = "it does not say when it was made, or was made in the future (`iat`)";
        return Err(IdTokenError::Refused { reason });
    }
    match claims.remove("token_introspection") {
        Some(Json::Object(said)) => Ok(Checked::Claims(said)),
        _ => Err(IdTokenError::Refused { reason: "it says nothing (`token_introspection`)" }),
    }
}
