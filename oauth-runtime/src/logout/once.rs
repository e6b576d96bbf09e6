//! Logout tokens count once (Back-Channel Logout, 2.6).

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::refused::LogoutTokenError;
use super::token::LogoutToken;
use crate::core::Core;
use crate::error::{Error, TransportError, TransportFault};

/// Refuses a token that has been used, and remembers it for as long as it would be good.
pub(super) async fn first_use(core: &Core, token: &LogoutToken) -> Result<(), Error> {
    let noted = core.common.replays().note(&name(core, token), lifetime(core, token)).await;
    match noted {
        Ok(true) => Ok(()),
        Ok(false) => Err(LogoutTokenError::new("it was used already (`jti`)").into()),
        Err(error) => Err(TransportError::with_source(
            TransportFault::ReplayGuard,
            "the replay guard of the application does not know whether the logout token is new; try again later",
            error,
        )
        .into()),
    }
}

/// What a guard knows it by: as long for all, and no other provider's or client's.
fn name(core: &Core, token: &LogoutToken) -> String {
    let mut hash = hmac_sha256::Hash::new();
    let client = core.fixed.client_id.as_deref().unwrap_or_default();
    for part in [token.issuer(), client, token.replay_id()] {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// Until it has expired, by the slowest clock that is put up with.
fn lifetime(core: &Core, token: &LogoutToken) -> Duration {
    let leeway = core.spec.id_token.map_or(0, |spec| spec.leeway);
    let expires = token.expires_at().unwrap_or(SystemTime::UNIX_EPOCH);
    let left = expires.duration_since(core.clock.now()).unwrap_or_default();
    // One second more: times in tokens are whole ones.
    left.saturating_add(Duration::from_secs(leeway.saturating_add(1)))
}
