//! What a client signs to authenticate (RFC 7523, 2.2 and 3).

use oauth_spec::{Assertion, JwtAlgorithm, ProviderSpec, Source};
use serde_json::Map;

use super::at_hand::AtHand;
use super::computed::{DEPTH, Making, now};
use super::fault::Fault;
use super::{Lookup, Outgoing, jwt};
use crate::error::Error;
use crate::key::Key;
use crate::secret::Secret;
use crate::wipe::Wiped;

/// What it is signed with.
pub(crate) enum Signer<'a> {
    /// The client's secret (OpenID Connect Core, 9).
    Secret(&'a Secret),
    Key(&'a Key),
}

impl Signer<'_> {
    /// The declared algorithm if it is of the signer's kind, else what the signer does by itself.
    pub(crate) fn algorithm(&self, declared: Option<JwtAlgorithm>) -> JwtAlgorithm {
        match self {
            Self::Secret(_) => {
                declared.filter(|it| it.has_shared_key()).unwrap_or(JwtAlgorithm::Hs256)
            }
            Self::Key(key) => {
                declared.filter(|it| !it.has_shared_key()).unwrap_or_else(|| key.algorithm())
            }
        }
    }

    fn sign(&self, algorithm: JwtAlgorithm, message: &[u8]) -> Result<Wiped, Fault> {
        match self {
            Self::Secret(secret) => jwt::made(algorithm, secret.expose().as_bytes(), message),
            Self::Key(key) => key.sign(algorithm, message).map(Wiped),
        }
    }
}

/// The assertion for this audience, by this client. `lookup` is as for computed values.
pub(crate) fn assertion(
    spec: &ProviderSpec,
    declared: &Assertion,
    (audience, client_id): (&str, &str),
    signer: &Signer<'_>,
    lookup: &Lookup<'_>,
    request: &Outgoing<'_>,
) -> Result<String, Error> {
    let making = Making { computed: spec.computed, lookup, at_hand: &AtHand::outgoing(request) };
    made(&making, declared, (audience, client_id), signer).map_err(|fault| {
        Error::configuration(format!(
            "{} needs an assertion of the client, which cannot be made: {}",
            spec.title,
            fault.text()
        ))
    })
}

fn made(
    making: &Making<'_, '_, '_>,
    declared: &Assertion,
    (audience, client_id): (&str, &str),
    signer: &Signer<'_>,
) -> Result<String, Fault> {
    let now = now(making.lookup)?;
    let id = (making.lookup)(Source::RandomUuid).ok_or(Fault::NoValue(Source::RandomUuid))?;
    let mut claims = Map::new();
    claims.insert("iss".to_owned(), client_id.into());
    claims.insert("sub".to_owned(), client_id.into());
    claims.insert("aud".to_owned(), audience.into());
    claims.insert("iat".to_owned(), now.into());
    claims.insert("exp".to_owned(), now.saturating_add(declared.lifetime).into());
    claims.insert("jti".to_owned(), id.into());
    claims.extend(making.members(declared.claims, DEPTH)?);
    let mut header = Map::new();
    if let Signer::Key(key) = signer
        && let Some(id) = key.id()
    {
        header.insert("kid".to_owned(), id.into());
    }
    header.extend(making.members(declared.header, DEPTH)?);
    let algorithm = signer.algorithm(declared.algorithm);
    jwt::signed(algorithm, header, &claims, |message| signer.sign(algorithm, message))
}
