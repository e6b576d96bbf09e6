//! Coming back: the checks of a callback, in the order in which it may be believed.

use std::borrow::Cow;
use std::time::Duration;

use oauth_spec::{CallbackFormat, StateUse};
use subtle::ConstantTimeEq as _;

use super::destination;
use super::received::{Came, denied, fields, received, without_proofs};
use super::{Accepted, Flow, PendingData};
use crate::answer::{Members, claims};
use crate::core::Core;
use crate::error::{CallbackError, Error};
use crate::query::fragment_of;
use crate::secret::Secret;

/// Accepts the callback of the authorization code flow (RFC 6749, 4.1.2).
pub(crate) fn accept_code(
    core: &Core,
    pending: &PendingData,
    callback: Came<'_>,
) -> Result<Accepted, Error> {
    belongs(core, pending, Flow::Code, None)?;
    let grant = core.spec.grants.authorization_code;
    if grant.is_some_and(|grant| grant.signs_responses()) {
        return Err(Error::configuration(format!(
            "{} signs its answers: call `.accept_response(…).await` instead of `.accept(…)`, or `.finish(…)`",
            core.spec.title
        )));
    }
    let members = received(core, placed(core, callback))?;
    accept_members(core, pending, members)
}

/// The same with what the callback says, once that is known.
pub(super) fn accept_members(
    core: &Core,
    pending: &PendingData,
    members: Members,
) -> Result<Accepted, Error> {
    believe(core, pending, None, &members)?;
    let mut accepted = accepted(core, members)?;
    let request = core.authorization_code.as_ref();
    let verifier = request.is_some_and(|request| request.sends_challenge);
    accepted.verifier = verifier.then(|| Secret::from(pending.verifier.text()));
    if core.request("authorization_code").is_ok_and(|exchange| exchange.sends_state) {
        accepted.state = Some(pending.state.text().to_owned());
    }
    if let Some(details) = &pending.details {
        accepted.redirect_uri.clone_from(&details.redirect_uri);
        accepted.scope.clone_from(&details.scope);
        accepted.nonce.clone_from(&details.nonce);
        accepted.parameters.clone_from(&details.parameters);
        accepted.resources.clone_from(&details.resources);
        accepted.endless = details.endless;
    }
    Ok(accepted)
}

/// What counts of a callback: its fragment, or the rest. What the provider posts has none.
pub(super) fn placed<'a>(core: &Core, callback: Came<'a>) -> Came<'a> {
    let in_fragment = core.spec.callback.format == CallbackFormat::Query
        && core.spec.grants.authorization_code.is_some_and(|grant| grant.answers_in_fragment());
    if in_fragment { Came { text: fragment_of(callback.text), ..callback } } else { callback }
}

/// Accepts a callback that the provider has started: it has no `state`, and no authorization of ours
/// waits for it.
pub(crate) fn accept_initiated(core: &Core, callback: Came<'_>) -> Result<Accepted, Error> {
    let StateUse::ProviderInitiated(state) = core.spec.callback.state else {
        return Err(core.lacks("authorizations that it starts by itself"));
    };
    // It comes as answers do where the file says how; nobody has asked for more than a code.
    let mode = core.spec.grants.authorization_code.and_then(|grant| grant.response_mode);
    let callback = if mode.is_some() { placed(core, callback) } else { callback };
    let members = received(core, callback)?;
    // One that answers an authorization of ours must be held against it.
    if members.text(state).is_some_and(|state| !state.is_empty()) {
        return Err(CallbackError::UnexpectedState.into());
    }
    issuer(core, &members)?;
    denied(core, &members)?;
    let accepted = accepted(core, members)?;
    once(core, accepted.code.expose(), "")?;
    Ok(accepted)
}

fn accepted(core: &Core, members: Members) -> Result<Accepted, Error> {
    let callback = &core.spec.callback;
    let found = members.text(callback.code).filter(|code| !code.is_empty());
    let Some(found) = found.map(|code| Secret::from(code.into_owned())) else {
        let error = callback.error.first().copied().unwrap_or("error");
        return Err(CallbackError::MissingCode { parameter: callback.code, error }.into());
    };
    let fields = fields(core, callback.fields, &members)?;
    destination::known(core, &fields)?;
    Ok(Accepted {
        origin: core.origin.clone(),
        code: found,
        verifier: None,
        redirect_uri: None,
        scope: None,
        state: None,
        nonce: None,
        parameters: Vec::new(),
        resources: Vec::new(),
        endless: false,
        fields,
        members: without_proofs(core, members),
    })
}

/// Refuses an authorization that began with another client or in another way.
pub(super) fn belongs(
    core: &Core,
    pending: &PendingData,
    flow: Flow,
    consent: Option<&str>,
) -> Result<(), Error> {
    if !core.origin.is_of(&pending.origin) {
        let found = pending.origin.shown_beside(&core.origin);
        let expected = core.origin.shown_beside(&pending.origin);
        return Err(CallbackError::Other { found, expected }.into());
    }
    let asked = pending.details.as_ref().and_then(|details| details.consent.as_deref());
    if pending.flow != flow || asked != consent {
        let (began, instead) = match pending.flow {
            Flow::Code => ("authorize", "call `accept` or `finish`"),
            Flow::Implicit => ("implicit", "call `accept_implicit`, or `accept_id_token`"),
            Flow::Consent => {
                ("consent", "call `accept_consent` for the consent that was asked for")
            }
        };
        return Err(CallbackError::OtherFlow { began, instead }.into());
    }
    let request = core.authorization(flow, consent);
    if !request.is_some_and(|request| request.made(&pending.url)) {
        let (found, expected) = (
            "a client with another client id, redirect URI, address or variables".to_owned(),
            core.origin.shown(),
        );
        return Err(CallbackError::Other { found, expected }.into());
    }
    Ok(())
}

/// What all flows check once the signature is right.
pub(super) fn believe(
    core: &Core,
    pending: &PendingData,
    consent: Option<&str>,
    members: &Members,
) -> Result<(), Error> {
    is_ours(core, pending, consent, members)?;
    issuer(core, members)?;
    once(core, pending.state.text(), pending.verifier.text())?;
    in_time(core, pending)?;
    denied(core, members)
}

/// The same, but that it counts once: for a look at it before something else is asked for.
pub(super) fn foresee(core: &Core, pending: &PendingData, members: &Members) -> Result<(), Error> {
    is_ours(core, pending, None, members)?;
    issuer(core, members)?;
    in_time(core, pending)?;
    denied(core, members)
}

fn in_time(core: &Core, pending: &PendingData) -> Result<(), CallbackError> {
    // A clock that was set back makes nothing old.
    let age = core.clock.now().duration_since(pending.begun).unwrap_or(Duration::ZERO);
    if age > core.pending_lifetime {
        return Err(CallbackError::Expired { limit: core.pending_lifetime });
    }
    Ok(())
}

/// Whether it answers this authorization (RFC 6749, 10.12).
fn is_ours(
    core: &Core,
    pending: &PendingData,
    consent: Option<&str>,
    members: &Members,
) -> Result<(), CallbackError> {
    let request = core.authorization(pending.flow, consent);
    if request.is_none_or(|request| request.sends_state) {
        let parameter = core.spec.callback.state.parameter();
        let Some(state) = members.text(parameter) else {
            return Err(CallbackError::MissingState { parameter });
        };
        if !bool::from(state.as_bytes().ct_eq(pending.state.text().as_bytes())) {
            return Err(CallbackError::WrongState);
        }
    }
    Ok(())
}

/// Each callback counts once.
fn once(core: &Core, state: &str, verifier: &str) -> Result<(), CallbackError> {
    // A lock that a panic has poisoned still holds a set of states that is whole.
    let mut spent = core.common.spent.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if spent.spend(state, verifier, core.clock.now(), core.pending_lifetime) {
        return Ok(());
    }
    Err(CallbackError::Replayed)
}

/// Who answers (RFC 9207, 2.4): a code of another server must not be sent to this one.
fn issuer(core: &Core, members: &Members) -> Result<(), CallbackError> {
    let Some(issuer) = &core.issuer else { return Ok(()) };
    let required = core.spec.callback.iss_required;
    let found = members.text("iss").map(Cow::into_owned);
    match found.or_else(|| claimed_issuer(core, members).filter(|_| required)) {
        Some(iss) if *issuer != iss => {
            Err(CallbackError::WrongIssuer { expected: issuer.clone(), found: iss })
        }
        // Of an error nothing is sent to anybody, so it is told as what it is: some say `iss` with a code only.
        None if required && denied(core, members).is_ok() => {
            Err(CallbackError::MissingIssuer { expected: issuer.clone() })
        }
        _ => Ok(()),
    }
}

/// An ID token in the answer says who answers, and `iss` may be left out beside it (RFC 9207, 2.4). Neither is
/// signed at this point; the ID token is verified before its own word counts.
fn claimed_issuer(core: &Core, members: &Members) -> Option<String> {
    core.spec.id_token?;
    let claims = claims(&members.text("id_token")?)?;
    claims.get("iss")?.as_str().map(str::to_owned)
}
