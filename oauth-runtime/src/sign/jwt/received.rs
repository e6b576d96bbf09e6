//! Tokens that are received: whether they are signed as declared, for us, now, and for this body.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::{JwtAlgorithm, JwtCheck, Template};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq as _;

use super::{name, secret};
use crate::sign::fault::Fault;
use crate::sign::message::{bytes, fill};
use crate::sign::refused::SignatureRefused;
use crate::sign::syntax::Written;
use crate::sign::{Lookup, algorithm, encoding, json, key};

/// By how much clocks may differ (RFC 7519, 4.1.4).
const LEEWAY: Duration = Duration::from_secs(60);

/// Whether a received token is signed with this key. If it is and does not hold, it is refused; if it
/// does, its claims are parts of the signature.
pub(in crate::sign) fn holds(
    check: &JwtCheck,
    lookup: &Lookup<'_>,
    body: &[u8],
    written: &mut Written,
    now: SystemTime,
) -> Result<bool, SignatureRefused> {
    let secret = key::text(&check.key, lookup)?;
    for index in 0..written.signatures.len() {
        let token = &written.signatures[index];
        let Some(claims) = claims_of(check.algorithms, &secret.0, token)? else { continue };
        in_time(&claims, now)?;
        addressed(check, lookup, &claims)?;
        if let Some(claim) = check.body_hash_claim {
            hashes(&claims, claim, body)?;
        }
        let texts = claims.iter().filter_map(|(name, value)| Some((name, json::text(value)?)));
        written.parts = texts.map(|(name, value)| (name.clone(), value.into_owned())).collect();
        return Ok(true);
    }
    Ok(false)
}

/// The claims of a token whose signature is right.
fn claims_of(
    algorithms: &[JwtAlgorithm],
    key: &[u8],
    token: &str,
) -> Result<Option<Map<String, Value>>, SignatureRefused> {
    let refused = |reason| SignatureRefused::Token { reason };
    let unreadable = || refused("it is no signed token");
    let (message, signature) = token.rsplit_once('.').ok_or_else(unreadable)?;
    let (header, claims) = message.split_once('.').ok_or_else(unreadable)?;
    let object = |part: &str| -> Option<Map<String, Value>> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
    };
    let header = object(header).ok_or_else(unreadable)?;
    // The header chooses among what is declared, and can add nothing to it: not `none` either.
    let said = header.get("alg").and_then(Value::as_str).unwrap_or_default();
    let Some(algorithm) = algorithms.iter().copied().find(|known| name(*known) == said) else {
        return Err(refused("its algorithm is not one that this provider signs with"));
    };
    if header.contains_key("crit") {
        return Err(refused("its header demands an extension (RFC 7515, 4.1.11)"));
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| unreadable())?;
    if !is_right(algorithm, key, message.as_bytes(), &signature)? {
        return Ok(None);
    }
    object(claims).map(Some).ok_or_else(unreadable)
}

fn is_right(
    algorithm: JwtAlgorithm,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<bool, Fault> {
    let is_pem = key.trim_ascii_start().starts_with(b"-----BEGIN");
    if let Some(digest) = secret(algorithm) {
        // A public key is known to everybody, and is never a secret (RFC 8725, 2.1).
        if is_pem {
            return Ok(false);
        }
        return Ok(algorithm::digest(digest, key, message)?.0.ct_eq(signature).into());
    }
    #[cfg(feature = "jose")]
    {
        let key = crate::sign::jose::public_key(key)?;
        crate::sign::jose::verifies(crate::sign::jose::of_jwt(algorithm)?, &key, message, signature)
    }
    #[cfg(not(feature = "jose"))]
    {
        let _ = signature;
        Err(Fault::Settings(crate::sign::fault::feature_is_off("jose")))
    }
}

fn in_time(claims: &Map<String, Value>, now: SystemTime) -> Result<(), SignatureRefused> {
    let at = |name| match claims.get(name).map(Value::as_f64) {
        None => Ok(None),
        // Fractions are allowed (RFC 7519, 2), and nothing here is that exact.
        Some(Some(seconds)) => Duration::try_from_secs_f64(seconds)
            .ok()
            .and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since))
            .map(Some)
            .ok_or(SignatureRefused::Token { reason: "a time in it is out of range" }),
        Some(None) => Err(SignatureRefused::Token { reason: "a time in it is no number" }),
    };
    if at("exp")?.is_some_and(|end| now.duration_since(end).is_ok_and(|late| late >= LEEWAY)) {
        return Err(SignatureRefused::Token { reason: "it has expired (`exp`)" });
    }
    if at("nbf")?.is_some_and(|start| start.duration_since(now).is_ok_and(|left| left > LEEWAY)) {
        return Err(SignatureRefused::Token { reason: "it is not valid yet (`nbf`)" });
    }
    Ok(())
}

/// Whether the token is for us and from them.
fn addressed(
    check: &JwtCheck,
    lookup: &Lookup<'_>,
    claims: &Map<String, Value>,
) -> Result<(), SignatureRefused> {
    let expected = |template: &Template| {
        let filled =
            fill(template, &|source| lookup(source).map(bytes).ok_or(Fault::NoValue(source)))?;
        String::from_utf8(filled.0.clone()).map_err(|_| Fault::Settings("no text".to_owned()))
    };
    if let Some(audience) = &check.audience {
        let audience = expected(audience)?;
        let is_ours = match claims.get("aud") {
            Some(Value::String(one)) => *one == audience,
            Some(Value::Array(several)) => several.iter().any(|one| *one == *audience),
            _ => false,
        };
        if !is_ours {
            return Err(SignatureRefused::Token { reason: "it is for somebody else (`aud`)" });
        }
    }
    if let Some(issuer) = &check.issuer
        && claims.get("iss").and_then(Value::as_str) != Some(&expected(issuer)?)
    {
        return Err(SignatureRefused::Token { reason: "somebody else has issued it (`iss`)" });
    }
    Ok(())
}

/// Whether a claim is the SHA-256 of the body.
fn hashes(claims: &Map<String, Value>, claim: &str, body: &[u8]) -> Result<(), SignatureRefused> {
    let hash = hmac_sha256::Hash::hash(body);
    let said = claims.get(claim).and_then(Value::as_str).unwrap_or_default();
    let read = match said.len() {
        64 => encoding::from_hex(said),
        _ => encoding::from_base64(&said.replace('-', "+").replace('_', "/")),
    };
    if read.is_some_and(|said| bool::from(said.ct_eq(&hash))) {
        return Ok(());
    }
    Err(SignatureRefused::Token { reason: "it was signed for another body" })
}
