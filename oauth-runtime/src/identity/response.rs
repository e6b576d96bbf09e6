//! Signed answers to authorization requests (JARM).

use std::time::Duration;

use oauth_spec::JwtAlgorithm;

use super::Checked;
use super::check::{signature, text};
use super::refused::IdTokenError;
use crate::core::Core;
use crate::sign::{Signed, in_time, is_for};
use crate::time::claimed;

/// By how much clocks may differ where no declaration says it.
const LEEWAY: Duration = Duration::from_secs(60);

/// Verifies a signed answer to an authorization request (JARM, 2.4): the signature, whom it is from and
/// for, and until when it is good.
pub(crate) fn checked_response(
    core: &Core,
    algorithms: &[JwtAlgorithm],
    token: &str,
    read: bool,
) -> Result<Checked, IdTokenError> {
    let signed = Signed::parse(algorithms, token).map_err(IdTokenError::refused)?;
    let claims = match signature(core, &signed, read)? {
        Checked::Claims(claims) => claims,
        other => return Ok(other),
    };
    let expected = core.issuer.clone().unwrap_or_default();
    let found = text(&claims, "iss").unwrap_or_default();
    if found != expected || expected.is_empty() {
        return Err(IdTokenError::Issuer { expected, found: crate::error::shown(found) });
    }
    let client = core.fixed.client_id.as_deref().unwrap_or_default();
    if !is_for(&claims, client) {
        return Err(IdTokenError::Audience { expected: client.to_owned() });
    }
    let missing = "it does not say until when it is good (`exp`)";
    let end = claimed(&claims, "exp").map_err(IdTokenError::refused)?;
    end.ok_or(IdTokenError::Refused { reason: missing })?;
    in_time(&claims, core.clock.now(), LEEWAY).map_err(IdTokenError::refused)?;
    Ok(Checked::Claims(claims))
}
