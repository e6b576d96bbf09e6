//! The revocation endpoint (RFC 7009), in the declared way.

use super::operation::{self, Request};
use super::refusal::Refusal;
use crate::http::{Answer, Arrived};
use crate::world::World;

/// Answers a revocation.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(script) = &world.script.revocation else {
        return super::unknown(world, arrived);
    };
    match operation::read(world, arrived, script) {
        Ok(request) => match revoke(world, &request) {
            Ok(()) => Answer::new(200, "text/plain", "").no_store(),
            Err(refusal) => refusal.answer(world, world.spec.token.answer.format),
        },
        Err(answer) => answer,
    }
}

/// Revokes the token that a request is about, with all that came of the same authorization.
pub(super) fn revoke(world: &World, request: &Request<'_>) -> Result<(), Refusal> {
    let Some(token) = &request.token else {
        return Err(Refusal::request("No token is named"));
    };
    let mut ledger = world.ledger();
    let owned = ledger
        .owner(token)
        .map(|(owner, family)| (request.client.is_none_or(|client| client.id == owner), family));
    match owned {
        // Nothing is left to be done for a token that is not there (RFC 7009, 2.2).
        None => Ok(()),
        Some((true, family)) => {
            ledger.revoke_family(family);
            Ok(())
        }
        Some((false, _)) => Err(Refusal::grant("The token was given to another client")),
    }
}
