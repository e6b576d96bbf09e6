//! Tokens that are received: whether they are signed as declared, for us, now, and for this body.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::{JwtAlgorithm, JwtCheck, Template};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq as _;

use super::secret;
use crate::sign::fault::Fault;
use crate::sign::message::{fill, given};
use crate::sign::refused::SignatureRefused;
use crate::sign::syntax::Written;
use crate::sign::{Lookup, PublicKey, algorithm, encoding, is_named, jose, json, key};
use crate::time::claimed;

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
    let secret = key::text(&check.key, &|source| given(lookup, source))?;
    for index in 0..written.signatures.len() {
        let token = &written.signatures[index];
        let Some(claims) = claims_of(check.algorithms, &secret.0, token)? else { continue };
        in_time(&claims, now, LEEWAY).map_err(|reason| SignatureRefused::Token { reason })?;
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

/// A token taken apart; nothing in it is believed yet.
pub(crate) struct Signed<'a> {
    pub(crate) algorithm: JwtAlgorithm,
    /// The key that it names.
    pub(crate) kid: Option<String>,
    /// What kind of token it says that it is: in small letters, and without `application/` (RFC 7515, 4.1.9).
    pub(crate) typ: Option<String>,
    message: &'a str,
    claims: &'a str,
    signature: Vec<u8>,
}

const UNREADABLE: &str = "it is no signed token";

impl<'a> Signed<'a> {
    /// Takes a token apart. The error says what is wrong with it.
    pub(crate) fn parse(algorithms: &[JwtAlgorithm], token: &'a str) -> Result<Self, &'static str> {
        let (message, signature) = token.rsplit_once('.').ok_or(UNREADABLE)?;
        let (header, claims) = message.split_once('.').ok_or(UNREADABLE)?;
        let header = object(header).ok_or(UNREADABLE)?;
        // The header chooses among what is declared, and can add nothing to it: not `none` either.
        let said = header.get("alg").and_then(Value::as_str).unwrap_or_default();
        let Some(algorithm) = algorithms.iter().copied().find(|known| is_named(*known, said))
        else {
            return Err("its algorithm is not one that this provider signs with");
        };
        if header.contains_key("crit") {
            return Err("its header demands an extension (RFC 7515, 4.1.11)");
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| UNREADABLE)?;
        Ok(Self {
            algorithm,
            kid: header.get("kid").and_then(Value::as_str).map(str::to_owned),
            typ: header.get("typ").and_then(Value::as_str).map(kind),
            message,
            claims,
            signature,
        })
    }

    /// Whether it was signed with this key: a secret for `HS…`, a public key in PEM for others.
    pub(crate) fn fits(&self, key: &[u8]) -> Result<bool, Fault> {
        is_right(self.algorithm, key, self.message.as_bytes(), &self.signature)
    }

    /// Whether it was signed with the private half of this key.
    pub(crate) fn fits_public(&self, key: &PublicKey) -> bool {
        key.verifies(self.algorithm, self.message.as_bytes(), &self.signature)
    }

    /// The claims, for whoever knows that the signature is right.
    pub(crate) fn claims(&self) -> Result<Map<String, Value>, &'static str> {
        object(self.claims).ok_or(UNREADABLE)
    }
}

fn kind(typ: &str) -> String {
    let typ = typ.to_ascii_lowercase();
    typ.strip_prefix("application/").unwrap_or(&typ).to_owned()
}

fn object(part: &str) -> Option<Map<String, Value>> {
    crate::json::object(&URL_SAFE_NO_PAD.decode(part).ok()?)
}

/// The claims of a token whose signature is right.
fn claims_of(
    algorithms: &[JwtAlgorithm],
    key: &[u8],
    token: &str,
) -> Result<Option<Map<String, Value>>, SignatureRefused> {
    let refused = |reason| SignatureRefused::Token { reason };
    let signed = Signed::parse(algorithms, token).map_err(refused)?;
    if !signed.fits(key)? {
        return Ok(None);
    }
    signed.claims().map(Some).map_err(refused)
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
    jose::verifies(jose::of_jwt(algorithm)?, &jose::public_key(key)?, message, signature)
}

/// Whether a token is good at this time; else what is wrong with it.
pub(crate) fn in_time(
    claims: &Map<String, Value>,
    now: SystemTime,
    leeway: Duration,
) -> Result<(), &'static str> {
    let at = |name| claimed(claims, name);
    if at("exp")?.is_some_and(|end| now.duration_since(end).is_ok_and(|late| late >= leeway)) {
        return Err("it has expired (`exp`)");
    }
    if at("nbf")?.is_some_and(|start| start.duration_since(now).is_ok_and(|left| left > leeway)) {
        return Err("it is not valid yet (`nbf`)");
    }
    Ok(())
}

/// Whether a token is for this audience, and perhaps for others too (RFC 7519, 4.1.3).
pub(crate) fn is_for(claims: &Map<String, Value>, audience: &str) -> bool {
    match claims.get("aud") {
        Some(Value::String(one)) => one == audience,
        Some(Value::Array(several)) => several.iter().any(|one| one == audience),
        _ => false,
    }
}

/// Whether the token is for us and from them.
fn addressed(
    check: &JwtCheck,
    lookup: &Lookup<'_>,
    claims: &Map<String, Value>,
) -> Result<(), SignatureRefused> {
    let expected = |template: &Template| {
        let filled = fill(template, &|source| given(lookup, source))?;
        String::from_utf8(filled.0.clone()).map_err(|_| Fault::Settings("no text".to_owned()))
    };
    if let Some(audience) = &check.audience
        && !is_for(claims, &expected(audience)?)
    {
        return Err(SignatureRefused::Token { reason: "it is for somebody else (`aud`)" });
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
