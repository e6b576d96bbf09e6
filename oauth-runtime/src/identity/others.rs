//! Whether an ID token holds that another client has passed on.

use oauth_spec::IdTokenSpec;
use serde_json::{Map, Value as Json};

use super::check::{filled, holds, signature_by};
use super::refused::IdTokenError;
use super::{Checked, ForOthers, Proofs};
use crate::core::Core;
use crate::sign::{Signed, is_for};

/// Verifies an ID token that anybody could have sent; `read` is as for [`checked`](super::checked). Tokens of other
/// kinds that the same key has signed are refused where they say what they are (RFC 8725, 3.11 and 3.12; Back-Channel
/// Logout, 2.4): in `typ`, in `events` of a logout token, or in what access tokens have and ID tokens have not.
pub(crate) fn passed_on(
    core: &Core,
    spec: &IdTokenSpec,
    token: &str,
    read: bool,
    proofs: Proofs<'_>,
) -> Result<Checked, IdTokenError> {
    let signed = Signed::parse(spec.algorithms, token).map_err(IdTokenError::refused)?;
    if signed.typ.as_deref().is_some_and(|kind| kind.ends_with("+jwt")) {
        return Err(IdTokenError::Refused { reason: "it is a token of another kind (`typ`)" });
    }
    match signature_by(core, &signed, read)? {
        Checked::Claims(claims) if claims.contains_key("events") => {
            Err(IdTokenError::Refused { reason: "it is a token of another kind (`events`)" })
        }
        Checked::Claims(claims) if is_for_access(&claims) => {
            Err(IdTokenError::Refused { reason: "it is an access token, as its claims say" })
        }
        Checked::Claims(claims) => holds(core, spec, &signed, claims, proofs),
        other => Ok(other),
    }
}

/// Whether the claims are an access token's: what it may be used for (RFC 9068, 2.2.3), or a kind that is not `id`.
fn is_for_access(claims: &Map<String, Json>) -> bool {
    let is_other = |name: &str| {
        claims.get(name).and_then(Json::as_str).is_some_and(|kind| !kind.eq_ignore_ascii_case("id"))
    };
    ["scope", "scp"].iter().any(|name| claims.contains_key(*name))
        || is_other("token_use")
        || is_other("typ")
}

/// Whether it is for whom it should be, and whoever it should be has asked for it.
pub(super) fn audience_of_others(
    core: &Core,
    spec: &IdTokenSpec,
    claims: &Map<String, Json>,
    others: ForOthers<'_>,
) -> Result<(), IdTokenError> {
    let expected = match others.audience {
        Some(audience) => audience.to_owned(),
        None => filled(core, spec.audience, &Map::new())?,
    };
    let several = claims.get("aud").and_then(Json::as_array).is_some_and(|list| list.len() > 1);
    let is_party = match (claims.get("azp"), others.party) {
        (Some(azp), party) => azp.as_str() == Some(party.unwrap_or(&expected)),
        (None, party) => party.is_none() && !several,
    };
    if is_for(claims, &expected) && is_party && !expected.is_empty() {
        return Ok(());
    }
    Err(IdTokenError::Audience { expected })
}
