//! Proofs of possession (RFC 9449): that whoever asks for a token, or shows one, has its key.

use hyper::header::{AUTHORIZATION, HeaderValue};
use oauth_spec::Dpop;
use serde_json::Value;

use super::refusal::Refusal;
use crate::compute::encoding::base64url;
use crate::compute::{PublicKey, Token, moment, sha256, thumbprint};
use crate::fault::DpopFault;
use crate::http::Arrived;
use crate::settings::Client;
use crate::world::World;

/// By how many seconds a proof may be off, either way.
const WINDOW: u64 = 60;

/// The thumbprint of the key that a client's token request proves; none where there need be no proof.
pub(super) fn of_request(
    world: &World,
    arrived: &Arrived,
    client: &Client,
) -> Result<Option<String>, Refusal> {
    let Some(declared) = world.spec.client.dpop else { return Ok(None) };
    let required = declared.required || world.settings.wants_bound_tokens(client);
    if required || arrived.headers.contains_key("dpop") {
        return proven(world, arrived, declared, None).map(Some);
    }
    Ok(None)
}

/// Whether a request that shows this token proves the key that it is bound to.
pub(super) fn of_token(
    world: &World,
    arrived: &Arrived,
    text: &str,
    bound_to: Option<&str>,
) -> Result<(), Refusal> {
    let Some(declared) = world.spec.client.dpop else { return Ok(()) };
    let is_bearer = arrived.credentials("bearer").is_some();
    match bound_to {
        None if is_bearer => Ok(()),
        None => Err(invalid("The token is not bound to a key")),
        Some(_) if is_bearer => Err(invalid("A token that is bound to a key is no bearer token")),
        Some(key) => {
            let proven = proven(world, arrived, declared, Some(text))?;
            if proven == key {
                Ok(())
            } else {
                Err(invalid("The proof is of another key than the one of the token"))
            }
        }
    }
}

/// A request that shows a bearer token, as if the token were bound: where both kinds are taken, what is
/// declared is how one of them is shown. A token that a person has made is bound to no client's key.
pub(super) fn as_bound(world: &World, arrived: &Arrived) -> Option<Arrived> {
    let declared = world.spec.client.dpop?;
    let token = arrived.credentials("bearer")?;
    if declared.required && !world.ledger().is_by_hand(token) {
        return None;
    }
    let mut other = arrived.clone();
    let value = HeaderValue::try_from(format!("DPoP {token}")).ok()?;
    other.headers.insert(AUTHORIZATION, value);
    Some(other)
}

fn invalid(description: &str) -> Refusal {
    Refusal::new("invalid_dpop_proof", description)
}

/// Checks everything in the order of RFC 9449, 4.3.
fn proven(
    world: &World,
    arrived: &Arrived,
    declared: Dpop,
    access_token: Option<&str>,
) -> Result<String, Refusal> {
    let mut proofs = arrived.headers.get_all("dpop").iter();
    let proof = match (proofs.next(), proofs.next()) {
        (Some(proof), None) => proof.to_str().ok().and_then(Token::read),
        (None, _) => return Err(invalid("There is no proof")),
        _ => return Err(invalid("There is more than one proof")),
    };
    let proof = proof.ok_or_else(|| invalid("The proof is no JWT"))?;
    let header = |name: &str| proof.header.get(name);
    let claim = |name: &str| proof.claims.get(name).and_then(Value::as_str);
    if header("typ").and_then(Value::as_str) != Some("dpop+jwt") {
        return Err(invalid("The `typ` of the proof must be `dpop+jwt`"));
    }
    if proof.algorithm() != Some(declared.algorithm) {
        return Err(invalid("The proof is signed with another algorithm than the declared"));
    }
    let jwk = header("jwk").ok_or_else(|| invalid("The proof has no `jwk`"))?;
    let key =
        PublicKey::of(jwk).ok_or_else(|| invalid("The `jwk` of the proof is no public key"))?;
    if !proof.is_signed_by(&key) {
        return Err(invalid("The signature of the proof is wrong"));
    }
    if claim("htm") != Some(arrived.method.as_str()) {
        return Err(invalid("The `htm` of the proof is another method"));
    }
    if !is_here(arrived, claim("htu").unwrap_or_default()) {
        return Err(invalid("The `htu` of the proof is another address"));
    }
    let now = moment::unix(world.clock.now());
    let made = proof.claims.get("iat").and_then(Value::as_u64);
    if made.is_none_or(|made| made.abs_diff(now) > WINDOW) {
        return Err(invalid("The `iat` of the proof is not now"));
    }
    nonce(world, arrived, claim("nonce"))?;
    let expected = access_token.map(|token| base64url(&sha256(token.as_bytes())));
    if access_token.is_some() && claim("ath") != expected.as_deref() {
        return Err(invalid("The `ath` of the proof is not that of the token"));
    }
    let id = claim("jti").ok_or_else(|| invalid("The proof has no `jti`"))?;
    let thumbprint = thumbprint(jwk).ok_or_else(|| invalid("The `jwk` of the proof is no key"))?;
    if !world.ledger().is_new(format!("proof {thumbprint} {id}")) {
        return Err(invalid("The proof was used before"));
    }
    Ok(thumbprint)
}

/// Whether that is where the request came to. What is at loopback may be without TLS.
fn is_here(arrived: &Arrived, url: &str) -> bool {
    let here = format!("{}{}", arrived.came_to(), arrived.path);
    let host = arrived.came_to().split(':').next().unwrap_or_default();
    let is_local = matches!(host, "127.0.0.1" | "localhost");
    let rest = url.strip_prefix("https://");
    let rest = rest.or_else(|| url.strip_prefix("http://").filter(|_| is_local));
    rest.is_some_and(|rest| rest.trim_end_matches('/') == here.trim_end_matches('/'))
}

/// The server's own nonce, where it wants one (RFC 9449, 8 and 9).
fn nonce(world: &World, arrived: &Arrived, said: Option<&str>) -> Result<(), Refusal> {
    let asked = arrived.dpop_fault == Some(DpopFault::NonceWanted);
    if !asked && said.is_none() && !world.settings.dpop_nonces {
        return Ok(());
    }
    if !asked && said.is_some_and(|said| world.ledger().knows_nonce(said)) {
        return Ok(());
    }
    let fresh = world.random.text();
    world.ledger().add_nonce(fresh.clone());
    let refusal = Refusal::new("use_dpop_nonce", "The proof must have the nonce of this answer");
    Err(refusal.with_nonce(fresh))
}
