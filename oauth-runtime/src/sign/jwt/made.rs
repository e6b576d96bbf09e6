//! Tokens that the client signs.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::JwtAlgorithm;
use serde_json::{Map, Value};

use super::secret;
use crate::sign::fault::Fault;
use crate::sign::private::Pair;
use crate::sign::{algorithm, algorithm_name};
use crate::wipe::{Wiped, WipedText};

/// Signs a header and claims.
pub(in crate::sign) fn sign(
    algorithm: JwtAlgorithm,
    key: &[u8],
    header: Map<String, Value>,
    claims: &Map<String, Value>,
) -> Result<String, Fault> {
    signed(algorithm, header, claims, |message| made(algorithm, key, message))
}

/// The same for a signature that somebody else makes.
pub(in crate::sign) fn signed(
    algorithm: JwtAlgorithm,
    mut header: Map<String, Value>,
    claims: &Map<String, Value>,
    signature: impl FnOnce(&[u8]) -> Result<Wiped, Fault>,
) -> Result<String, Fault> {
    header.insert("alg".to_owned(), algorithm_name(algorithm).into());
    header.entry("typ").or_insert("JWT".into());
    let encode = |object: &Map<String, Value>| {
        let text = serde_json::to_vec(object).map(Wiped);
        let text = text.map_err(|_| Fault::Settings("the claims are no JSON".to_owned()))?;
        Ok(URL_SAFE_NO_PAD.encode(&text.0))
    };
    let mut token = WipedText(format!("{}.{}", encode(&header)?, encode(claims)?));
    let signature = signature(token.0.as_bytes())?;
    token.0.push('.');
    URL_SAFE_NO_PAD.encode_string(&signature.0, &mut token.0);
    Ok(token.take())
}

/// A signature with a key that is given as text.
pub(in crate::sign) fn made(
    algorithm: JwtAlgorithm,
    key: &[u8],
    message: &[u8],
) -> Result<Wiped, Fault> {
    if let Some(digest) = secret(algorithm) {
        return algorithm::digest(digest, key, message);
    }
    Pair::from_pem(key)?.sign(algorithm, message).map(Wiped)
}
