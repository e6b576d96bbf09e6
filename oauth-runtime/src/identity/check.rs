//! Whether an ID token holds: its signature first, then everything that it says
//! (OpenID Connect Core, 3.1.3.7).

use std::time::Duration;

use oauth_spec::{IdTokenSpec, JwtAlgorithm, Part, Source, Template};
use serde_json::{Map, Value as Json};
use subtle::ConstantTimeEq as _;

use super::claims::declared;
use super::keys::Found;
use super::others::audience_of_others;
use super::refused::IdTokenError;
use super::{Checked, Proofs};
use crate::core::Core;
use crate::sign::{Signed, in_time, is_for, left_half};
use crate::time::claimed;

/// Verifies an ID token; `read` says that the keys were read for it just now.
pub(crate) fn checked(
    core: &Core,
    spec: &IdTokenSpec,
    token: &str,
    read: bool,
    proofs: Proofs<'_>,
) -> Result<Checked, IdTokenError> {
    let signed = Signed::parse(spec.algorithms, token).map_err(IdTokenError::refused)?;
    match signature(core, &signed, read)? {
        Checked::Claims(claims) => holds(core, spec, &signed, claims, proofs),
        other => Ok(other),
    }
}

/// Whether claims that are signed are those of an ID token that is for this.
pub(super) fn holds(
    core: &Core,
    spec: &IdTokenSpec,
    signed: &Signed<'_>,
    claims: Map<String, Json>,
    proofs: Proofs<'_>,
) -> Result<Checked, IdTokenError> {
    issuer(core, spec, &claims)?;
    match proofs.for_others {
        None => audience(core, spec, &claims, true)?,
        Some(others) => audience_of_others(core, spec, &claims, others)?,
    }
    timely(core, spec, &claims)?;
    if text(&claims, "sub").is_none_or(str::is_empty) {
        return Err(IdTokenError::Refused { reason: "it does not say whom it is about (`sub`)" });
    }
    proven(&claims, signed.algorithm, proofs)?;
    declared(core, spec.claims, &claims)?;
    Ok(Checked::Claims(claims))
}

/// Verifies the signature of what is said about the user, and whom it is from and for
/// (OpenID Connect Core, 5.3.2).
pub(crate) fn signed_userinfo(
    core: &Core,
    spec: &IdTokenSpec,
    token: &str,
    read: bool,
) -> Result<Checked, IdTokenError> {
    let algorithms = core.spec.userinfo.signed;
    let signed = Signed::parse(algorithms, token).map_err(IdTokenError::refused)?;
    let claims = match signature(core, &signed, read)? {
        Checked::Claims(claims) => claims,
        other => return Ok(other),
    };
    if claims.contains_key("iss") {
        issuer(core, spec, &claims)?;
    }
    if claims.contains_key("aud") {
        audience(core, spec, &claims, false)?;
    }
    let leeway = Duration::from_secs(spec.leeway);
    in_time(&claims, core.clock.now(), leeway).map_err(IdTokenError::refused)?;
    // An ID token is no answer about the user, though the same key signs it (RFC 8725, 3.12).
    if claims.contains_key("nonce") || claims.contains_key("at_hash") {
        return Err(IdTokenError::Refused { reason: "it is an ID token, and no answer" });
    }
    Ok(Checked::Claims(claims))
}

/// The claims of a token whose signature is right. If keys are needed, their caller asks for them: the others wait from
/// now on, whether it is answered or not.
pub(super) fn signature(
    core: &Core,
    signed: &Signed<'_>,
    read: bool,
) -> Result<Checked, IdTokenError> {
    let checked = signature_by(core, signed, read)?;
    if let (Checked::KeysNeeded, Some(identity)) = (&checked, &core.identity) {
        let keys = identity.keys.lock();
        keys.unwrap_or_else(std::sync::PoisonError::into_inner).asked(core.clock.now());
    }
    Ok(checked)
}

/// The same, where whoever asks says so. The kind of key follows from the algorithm, and the algorithm is one that is
/// declared: a public key is never a secret.
pub(super) fn signature_by(
    core: &Core,
    signed: &Signed<'_>,
    read: bool,
) -> Result<Checked, IdTokenError> {
    if signed.algorithm.has_shared_key() {
        let Some(secret) = core.fixed.client_secret.as_ref().filter(|secret| !secret.is_empty())
        else {
            let reason = "there is no client secret: call `.client_secret(…)`".to_owned();
            return Err(IdTokenError::Settings { reason });
        };
        let fits = signed.fits(secret.expose().as_bytes());
        let fits = fits.map_err(|fault| IdTokenError::Settings { reason: fault.text() })?;
        return if fits { claims(signed) } else { Err(IdTokenError::Signature) };
    }
    public(core, signed, read)
}

fn claims(signed: &Signed<'_>) -> Result<Checked, IdTokenError> {
    signed.claims().map(Checked::Claims).map_err(IdTokenError::refused)
}

fn public(core: &Core, signed: &Signed<'_>, read: bool) -> Result<Checked, IdTokenError> {
    let Some(identity) = &core.identity else {
        let reason = "declare `jwks` in `[endpoints]`".to_owned();
        return Err(IdTokenError::Settings { reason });
    };
    // A lock that a panic has poisoned still holds a set that is whole.
    let keys = || identity.keys.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let now = core.clock.now();
    let found = keys().find(signed.algorithm, signed.kid.as_deref(), read, now);
    let found = match found {
        Found::These(set, places) => {
            let fits =
                |place: &usize| set.get(*place).is_some_and(|it| signed.fits_public(&it.key));
            if places.iter().any(fits) {
                return claims(signed);
            }
            let named = |place: &usize| set.get(*place).is_some_and(|it| it.kid.is_some());
            // The key that it names has not signed it. Without names, the one that has may be new.
            if signed.kid.is_some() && places.iter().all(named) {
                return Err(IdTokenError::Signature);
            }
            keys().missing(read, now)
        }
        other => other,
    };
    match found {
        Found::Ask => Ok(Checked::KeysNeeded),
        Found::TooEarly => Ok(Checked::TooEarly),
        Found::Unknown | Found::These(..) => Err(IdTokenError::UnknownKey),
    }
}

pub(super) fn text<'a>(claims: &'a Map<String, Json>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Json::as_str)
}

pub(super) fn issuer(
    core: &Core,
    spec: &IdTokenSpec,
    claims: &Map<String, Json>,
) -> Result<(), IdTokenError> {
    let expected = filled(core, spec.issuer, claims)?;
    let found = text(claims, "iss").unwrap_or_default();
    if found == expected && !expected.is_empty() {
        return Ok(());
    }
    Err(IdTokenError::Issuer { expected, found: crate::error::shown(found) })
}

/// A template with claims of the token in it. One that is not there, or could be read as more than one
/// part of an address, is none.
pub(super) fn filled(
    core: &Core,
    template: Template,
    claims: &Map<String, Json>,
) -> Result<String, IdTokenError> {
    let mut out = String::new();
    for part in template.parts() {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Value(Source::Claim(name)) => {
                let is_plain = |value: &&str| !value.is_empty() && !value.contains(['/', '?', '#']);
                let value = text(claims, name).filter(is_plain);
                let reason = "it lacks a claim that its issuer is made of";
                out.push_str(value.ok_or(IdTokenError::Refused { reason })?);
            }
            Part::Value(source) => {
                let value = core.fixed.get(source).ok_or_else(|| IdTokenError::Settings {
                    reason: format!("there is no {source}: {}", crate::core::how_to_give(source)),
                })?;
                out.push_str(value);
            }
        }
    }
    Ok(out)
}

pub(super) fn audience(
    core: &Core,
    spec: &IdTokenSpec,
    claims: &Map<String, Json>,
    is_id_token: bool,
) -> Result<(), IdTokenError> {
    let expected = filled(core, spec.audience, &Map::new())?;
    let several = claims.get("aud").and_then(Json::as_array).is_some_and(|list| list.len() > 1);
    let azp = claims.get("azp").filter(|_| is_id_token);
    let client = core.fixed.client_id.as_deref();
    let is_party = match azp {
        Some(azp) => azp.as_str().is_some() && azp.as_str() == client,
        // Of several that it is for, one must be the one that has asked.
        None => !(several && is_id_token),
    };
    if is_for(claims, &expected) && is_party && !expected.is_empty() {
        return Ok(());
    }
    Err(IdTokenError::Audience { expected })
}

/// When it was issued and until when it is good: both must be said, and fit now.
pub(super) fn timely(
    core: &Core,
    spec: &IdTokenSpec,
    claims: &Map<String, Json>,
) -> Result<(), IdTokenError> {
    let (now, leeway) = (core.clock.now(), Duration::from_secs(spec.leeway));
    let at = |name| claimed(claims, name).map_err(IdTokenError::refused);
    let (Some(issued), Some(_)) = (at("iat")?, at("exp")?) else {
        let reason = "it does not say when it was issued and until when it is good (`iat`, `exp`)";
        return Err(IdTokenError::Refused { reason });
    };
    in_time(claims, now, leeway).map_err(IdTokenError::refused)?;
    if issued.duration_since(now).is_ok_and(|ahead| ahead > leeway) {
        let reason = "it was issued in the future (`iat`): check this machine's clock";
        return Err(IdTokenError::Refused { reason });
    }
    Ok(())
}

/// What ties it to this authorization, to this token and to this user.
fn proven(
    claims: &Map<String, Json>,
    algorithm: JwtAlgorithm,
    proofs: Proofs<'_>,
) -> Result<(), IdTokenError> {
    match (proofs.nonce, claims.get("nonce")) {
        (Some(ours), Some(said)) => {
            let said = said.as_str().unwrap_or_default();
            if !bool::from(said.as_bytes().ct_eq(ours.expose().as_bytes())) {
                return Err(IdTokenError::Nonce);
            }
        }
        (Some(_), None) if proofs.nonce_required => return Err(IdTokenError::MissingNonce),
        _ => {}
    }
    let hashes = [
        ("access token", "at_hash", proofs.access_token, proofs.at_hash_required),
        ("code", "c_hash", proofs.code, true),
    ];
    for (of, claim, proof, required) in hashes {
        let Some(proof) = proof else { continue };
        let fits = match claims.get(claim) {
            None => !required,
            Some(said) => *said == *left_half(algorithm, proof),
        };
        if !fits {
            return Err(IdTokenError::Hash { of, claim });
        }
    }
    let is_same = |before: &Map<String, Json>| {
        ["iss", "sub"].into_iter().all(|name| text(before, name) == text(claims, name))
    };
    if proofs.before.is_some_and(|before| !is_same(before)) {
        return Err(IdTokenError::Subject);
    }
    Ok(())
}
