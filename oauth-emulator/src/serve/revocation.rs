//! The revocation endpoint (RFC 7009).

use oauth_spec::{ParametersIn, RevocationAuthentication, Source};

use super::api::{Holder, bearer};
use super::given::{Bag, Captured};
use super::refusal::Refusal;
use super::token::{authenticate, unexpected};
use crate::http::{Answer, Arrived};
use crate::world::World;

/// Answers a revocation.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    revoke(world, arrived).unwrap_or_else(|answer| answer)
}

fn revoke(world: &World, arrived: &Arrived) -> Result<Answer, Answer> {
    let refuse = |refusal: Refusal| refusal.answer(world.spec);
    let Some(script) = &world.script.revocation else {
        return Ok(Answer::new(404, "text/plain", ""));
    };
    if arrived.method != "POST" {
        return Err(refuse(Refusal::method("POST")));
    }
    let bag = Bag::read(arrived, world.spec.callback.repeated_parameters).map_err(refuse)?;
    let bag = bag.without(&script.place.query);
    if let Some(problem) = &bag.body_problem {
        return Err(refuse(Refusal::request(format!("{problem}, and not a form"))));
    }
    if let Some((stray, _)) = bag.elsewhere(ParametersIn::Form).next() {
        let message = format!("`{}` does not stand in a form body", stray.name);
        return Err(refuse(Refusal::request(message)));
    }
    let given = bag.at(ParametersIn::Form);

    let (client_id, shown) = match script.authentication {
        RevocationAuthentication::Client => {
            let declared = |name: &str| script.parameters.iter().any(|each| each.name == name);
            let client = authenticate(world, arrived, given, &declared).map_err(refuse)?;
            (client.id.clone(), None)
        }
        RevocationAuthentication::AccessToken => {
            let Holder { text, token } = bearer(world, arrived, &script.token_headers)?;
            (token.given.client_id, Some(text))
        }
    };
    unexpected(world, given, |name| script.parameters.iter().any(|each| each.name == name))
        .map_err(refuse)?;
    let captured = Captured::read(&script.parameters, given, |_| true).map_err(refuse)?;
    Captured::read_headers(&script.headers, arrived).map_err(refuse)?;

    let named = captured.get(Source::AccessToken).or(captured.get(Source::RefreshToken));
    let Some(token) = named.map(str::to_owned).or(shown) else {
        return Err(refuse(Refusal::request("No token is named")));
    };
    let mut ledger = world.ledger();
    let owned = ledger.owner(&token).map(|(owner, family)| (owner == client_id, family));
    match owned {
        // Nothing is left to be done for a token that is not there (RFC 7009, 2.2).
        None => {}
        Some((true, family)) => ledger.revoke_family(family),
        Some((false, _)) => {
            let message = "The token was given to another client";
            return Err(refuse(Refusal::grant(message)));
        }
    }
    Ok(Answer::new(200, "text/plain", "").no_store())
}
