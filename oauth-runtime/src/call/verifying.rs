//! Verifying tokens that anybody could have sent: logout tokens, and ID tokens that another client passes on.

use serde_json::{Map, Value as Json};

#[cfg(feature = "jose")]
use super::identity::keys_request;
#[cfg(feature = "jose")]
use super::reading::read_keys;
use crate::core::Core;
use crate::error::Error;
use crate::identity::{Checked, IdTokenError, Proofs, logout_token, passed_on};
use crate::logout::refused;

/// The claims of a logout token whose signature, issuer, audience and times hold. The provider's keys are
/// asked for if they must be.
pub(crate) async fn verify_logout_token(
    core: &Core,
    token: &str,
) -> Result<Map<String, Json>, Error> {
    let Some(spec) = &core.spec.id_token else { return Err(core.lacks("ID tokens")) };
    let check = |read| logout_token(core, spec, token, read).map_err(refused);
    shown(core, &check, &|| refused(IdTokenError::UnknownKey)).await
}

/// The claims of an ID token that another client has passed on, if it holds.
pub(crate) async fn verify_passed_on(
    core: &Core,
    token: &str,
    proofs: Proofs<'_>,
) -> Result<Map<String, Json>, Error> {
    let Some(spec) = &core.spec.id_token else { return Err(core.lacks("ID tokens")) };
    let refused = |error| match error {
        // Nothing is wrong with the token.
        IdTokenError::Settings { .. } => Error::IdToken(error),
        error => Error::PassedOnIdToken(error),
    };
    let check = |read| passed_on(core, spec, token, read, proofs).map_err(refused);
    shown(core, &check, &|| refused(IdTokenError::UnknownKey)).await
}

type Verify<'a> = dyn Fn(bool) -> Result<Checked, Error> + Sync + 'a;

/// The claims of a token that anybody could have sent.
#[cfg_attr(
    not(feature = "jose"),
    expect(clippy::unused_async, reason = "nothing is verified, so no keys are asked for")
)]
async fn shown(
    core: &Core,
    check: &Verify<'_>,
    unknown: &(dyn Fn() -> Error + Sync),
) -> Result<Map<String, Json>, Error> {
    #[cfg(feature = "jose")]
    let known = reads(core);
    match check(false)? {
        Checked::Claims(claims) => return Ok(claims),
        Checked::TooEarly if !is_asked_for(core) => return Err(unknown()),
        Checked::TooEarly | Checked::KeysNeeded => {}
    }
    // Anybody can send one: of a flood of them one asks.
    #[cfg(feature = "jose")]
    if let Some(identity) = &core.identity {
        let is_newer = || reads(core) != known;
        identity.asking.once(&*core.clock, &is_newer, Box::pin(ask(core))).await?;
    }
    match check(true)? {
        Checked::Claims(claims) => Ok(claims),
        Checked::TooEarly | Checked::KeysNeeded => Err(unknown()),
    }
}

/// Whether the keys are being asked for because of another token that somebody has sent.
#[cfg(feature = "jose")]
fn is_asked_for(core: &Core) -> bool {
    core.identity.as_ref().is_some_and(|identity| identity.asking.is_busy())
}

#[cfg(not(feature = "jose"))]
fn is_asked_for(_: &Core) -> bool {
    false
}

/// How often the keys were read.
#[cfg(feature = "jose")]
fn reads(core: &Core) -> u64 {
    let keys = core.identity.as_ref().map(|identity| &identity.keys);
    keys.map_or(0, |keys| keys.lock().unwrap_or_else(std::sync::PoisonError::into_inner).reads())
}

/// Asks for the keys, unless others have while this one waited. Who hangs up meanwhile has not asked.
#[cfg(feature = "jose")]
async fn ask(core: &Core) -> Result<(), Error> {
    let Some(identity) = &core.identity else { return Ok(()) };
    let keys = || identity.keys.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !keys().must_ask(core.clock.now()) {
        return Ok(());
    }
    let asked = match core.common.transport.get()?.send(keys_request(core)?).await {
        Ok(response) => read_keys(core, response),
        Err(error) => Err(error.into()),
    };
    keys().asked(core.clock.now());
    asked
}
