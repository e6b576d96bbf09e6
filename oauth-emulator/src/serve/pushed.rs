//! The pushed authorization request endpoint (RFC 9126, 2).

use std::time::Duration;

use oauth_spec::{AnswerFormat, ParametersIn};
use serde_json::json;

use super::authorize;
use super::bag::Bag;
use super::dpop;
use super::given::find;
use super::refusal::Refusal;
use super::token::{Declared, authenticate};
use crate::http::{Answer, Arrived};
use crate::ledger::Asked;
use crate::script::{FlowKind, PushedScript};
use crate::world::World;

/// How long a reference is good for.
const LIFETIME: Duration = Duration::from_secs(60);

/// Answers whoever pushes a request.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(script) = &world.script.pushed else { return super::unknown(world, arrived) };
    match pushed(world, arrived, script) {
        Ok(asked) => {
            let reference = world.request_uri();
            world.ledger().push(reference.clone(), asked, world.clock.now() + LIFETIME);
            let body = json!({ "request_uri": reference, "expires_in": LIFETIME.as_secs() });
            Answer::json(201, &body).no_store()
        }
        Err(refusal) => refusal.answer(world, AnswerFormat::Json),
    }
}

/// What is asked for, by a client that has shown who it is.
fn pushed(world: &World, arrived: &Arrived, script: &PushedScript) -> Result<Asked, Refusal> {
    if arrived.method != "POST" {
        return Err(Refusal::method("POST"));
    }
    let bag = Bag::read(arrived);
    if let Some(problem) = bag.body_problem {
        return Err(Refusal::request(format!("{problem}; the parameters belong in a form body")));
    }
    let given = bag.at(ParametersIn::Form);
    if find(given, "request_uri").is_some() {
        return Err(Refusal::request("`request_uri` must not be pushed (RFC 9126, 2.1)"));
    }
    let flows = || world.script.flows.iter().filter(|flow| flow.kind == FlowKind::Code);
    let declared = |name: &str| {
        let in_flow = |parameters: &[crate::script::Wanted]| {
            parameters.iter().any(|wanted| wanted.name == name)
        };
        name == "request"
            || flows().any(|flow| {
                in_flow(&flow.parameters)
                    || flow.offline.as_ref().is_some_and(|(_, parameters)| in_flow(parameters))
            })
    };
    let own = Declared { parameter: &declared, headers: &[] };
    let by = authenticate(world, arrived, given, &script.credentials, &own)?;
    let mut asked = authorize::pushed(world, flows().next(), arrived, given.to_vec())?;
    if asked.client_id != by.client.id {
        return Err(Refusal::request("The request is another client's (RFC 9126, 2.1)"));
    }
    if arrived.headers.contains_key("dpop")
        && let Some(key) = dpop::of_request(world, arrived, by.client)?
    {
        if asked.bound_to.as_ref().is_some_and(|said| *said != key) {
            let message = "The proof is of another key than `dpop_jkt` (RFC 9449, 10.1)";
            return Err(Refusal::new("invalid_dpop_proof", message));
        }
        asked.bound_to = Some(key);
    }
    Ok(asked)
}
