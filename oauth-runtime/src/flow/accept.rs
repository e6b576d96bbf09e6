//! Coming back: the checks of a callback, in the order in which it may be believed.

use std::sync::Arc;
use std::time::Duration;

use oauth_spec::RepeatedParameters;
use subtle::ConstantTimeEq as _;

use super::{Accepted, Flow, PendingData, signature};
use crate::core::Core;
use crate::error::Denied;
use crate::error::{CallbackError, Denial, Error};
use crate::query::{Pairs, fragment_of, query_of};
use crate::secret::Secret;

/// Accepts the callback of the authorization code flow (RFC 6749, 4.1.2).
pub(crate) fn accept_code(
    core: &Core,
    pending: &PendingData,
    callback: &str,
) -> Result<Accepted, Error> {
    belongs(core, pending, Flow::Code)?;
    let query = query_of(callback);
    if let Some(declared) = &core.spec.callback.signature {
        signature::check(
            declared,
            &core.fixed,
            &crate::sign::Incoming::query(query),
            core.clock.now(),
        )?;
    }
    let pairs = Pairs::parse(query);
    believe(core, pending, &pairs)?;
    let Some(grant) = pairs.get("code").filter(|grant| !grant.is_empty()).map(Secret::from) else {
        return Err(CallbackError::MissingCode.into());
    };
    let request = core.authorization_code.as_ref();
    let verifier = request.is_some_and(|request| request.sends_challenge);
    Ok(Accepted {
        origin: pending.origin.clone(),
        code: grant,
        verifier: verifier.then(|| Secret::from(pending.verifier.text())),
        pairs: without_proofs(core, pairs),
    })
}

/// Accepts the redirect of the implicit flow (RFC 6749, 4.2.2): what its fragment holds.
pub(crate) fn accept_implicit(
    core: &Core,
    pending: &PendingData,
    redirect: &str,
) -> Result<Pairs, Error> {
    belongs(core, pending, Flow::Implicit)?;
    let pairs = Pairs::parse(fragment_of(redirect));
    believe(core, pending, &pairs)?;
    if pairs.get("access_token").is_none_or(str::is_empty) {
        return Err(CallbackError::MissingToken.into());
    }
    Ok(pairs)
}

/// Refuses an authorization that began with another client or in another way.
fn belongs(core: &Core, pending: &PendingData, flow: Flow) -> Result<(), Error> {
    if *core.origin != *pending.origin {
        let (found, expected) = (pending.origin.shown(), core.origin.shown());
        return Err(CallbackError::Other { found, expected }.into());
    }
    if pending.flow != flow {
        let (began, instead) = match pending.flow {
            Flow::Code => ("authorize", "call `accept` or `finish`"),
            Flow::Implicit => ("implicit", "call `accept_implicit`"),
        };
        return Err(CallbackError::OtherFlow { began, instead }.into());
    }
    let request = match flow {
        Flow::Code => &core.authorization_code,
        Flow::Implicit => &core.implicit,
    };
    if !request.as_ref().is_some_and(|request| request.made(&pending.url)) {
        let (found, expected) = (
            "a client with another client id, redirect URI, address or variables".to_owned(),
            core.origin.shown(),
        );
        return Err(CallbackError::Other { found, expected }.into());
    }
    Ok(())
}

/// What both flows check once the signature is right.
fn believe(core: &Core, pending: &PendingData, pairs: &Pairs) -> Result<(), Error> {
    if core.spec.callback.repeated_parameters == RepeatedParameters::Refuse
        && let Some(name) = pairs.repeated()
    {
        return Err(CallbackError::RepeatedParameter { name: name.to_owned() }.into());
    }
    let request = match pending.flow {
        Flow::Code => &core.authorization_code,
        Flow::Implicit => &core.implicit,
    };
    if request.as_ref().is_none_or(|request| request.sends_state) {
        let Some(state) = pairs.get("state") else {
            return Err(CallbackError::MissingState.into());
        };
        if !bool::from(state.as_bytes().ct_eq(pending.state.text().as_bytes())) {
            return Err(CallbackError::WrongState.into());
        }
    }
    issuer(core, pairs)?;
    let now = core.clock.now();
    // A lock that a panic has poisoned still holds a set of states that is whole.
    let mut spent = core.spent.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !spent.spend(pending.state.text(), pending.verifier.text(), now, core.pending_lifetime) {
        return Err(CallbackError::Replayed.into());
    }
    drop(spent);
    // A clock that was set back makes nothing old.
    let age = now.duration_since(pending.begun).unwrap_or(Duration::ZERO);
    if age > core.pending_lifetime {
        return Err(CallbackError::Expired { limit: core.pending_lifetime }.into());
    }
    match pairs.get("error") {
        Some(error) => Err(denied(core, error, pairs)),
        None => Ok(()),
    }
}

/// Who answers (RFC 9207, 2.4): a code of another server must not be sent to this one.
fn issuer(core: &Core, pairs: &Pairs) -> Result<(), CallbackError> {
    match (&core.issuer, pairs.get("iss")) {
        (Some(issuer), Some(iss)) if issuer != iss => {
            Err(CallbackError::WrongIssuer { expected: issuer.clone(), found: iss.to_owned() })
        }
        (Some(issuer), None) if core.spec.callback.iss_required => {
            Err(CallbackError::MissingIssuer { expected: issuer.clone() })
        }
        _ => Ok(()),
    }
}

fn denied(core: &Core, error: &str, pairs: &Pairs) -> Error {
    let text = |name: &str| pairs.get(name).map(str::to_owned);
    let denial = Denial(Arc::new(Denied {
        provider: core.spec.title,
        code: error.to_owned(),
        description: text("error_description"),
        uri: text("error_uri"),
        pairs: without_proofs(core, pairs.clone()),
    }));
    CallbackError::from(denial).into()
}

/// What is left once code, state and signature have done their work.
fn without_proofs(core: &Core, mut pairs: Pairs) -> Pairs {
    let signature = core.spec.callback.signature.and_then(|signature| match signature.place {
        oauth_spec::SignaturePlace::Query(name) => Some(name),
        _ => None,
    });
    pairs.0.retain(|(name, _)| {
        !matches!(name.as_str(), "code" | "state" | "iss") && Some(name.as_str()) != signature
    });
    pairs
}
