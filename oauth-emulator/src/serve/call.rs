//! The calls of the API that belong to connecting.

use oauth_spec::{Call, CallAuthentication, CallTime, FieldFrom};
use serde_json::json;

use super::bag::Bag;
use super::{api, operation, revocation, write};
use crate::http::{Answer, Arrived};
use crate::ledger::Standing;
use crate::script::alike;
use crate::world::World;

/// Answers a call with its declared fields.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let bag = Bag::read(arrived);
    let script = world.script.call(arrived, &|name, value| bag.says(name, value));
    let Some(script) = script else { return super::unknown(world, arrived) };
    let request = match operation::read(world, arrived, &script.operation) {
        Ok(request) => request,
        Err(answer) => return answer,
    };
    if ends_it(world, script.call)
        && request.token.is_some()
        && let Err(refusal) = revocation::revoke(world, &request)
    {
        return refusal.answer(world, world.spec.token.answer.format);
    }
    let shown = request.token.as_deref();
    let good = |text| matches!(world.ledger().access(text, world.clock.now()), Standing::Good(_));
    if script.call.when != CallTime::Disconnect && shown.is_some_and(|text| !good(text)) {
        return api::expired(world, "The access token is not good");
    }
    let mut body = json!({});
    let mut headers: Vec<(&str, String)> = Vec::new();
    let samples = &world.script.values.samples;
    // What it is asked by others that are the same is in it, too.
    let others = world.script.calls.iter().map(|other| other.call);
    let all = others.filter(|other| other.name == script.call.name || alike(script.call, other));
    for call in all {
        let table = format!("calls.{}", call.name);
        for field in call.fields.iter().filter(|field| field.from == FieldFrom::Header) {
            let value = samples.value(&table, field.name);
            if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(field.path)) {
                headers.extend(value.map(|value| (field.path, crate::sample::text(value))));
            }
        }
        samples.put_into(&mut body, &table, FieldFrom::Answer, call.fields);
    }
    if body.is_object() {
        write::mark_good(&world.spec.errors, &mut body);
    }
    let answer = Answer::json(200, &body).no_store();
    headers.into_iter().fold(answer, |answer, (name, value)| answer.with_text(name, &value))
}

/// Whether a token is gone after a call: one that ends the connection, and nothing that shows the token comes after it.
fn ends_it(world: &World, call: &Call) -> bool {
    let calls = world.script.calls.iter().map(|script| script.call);
    let mut ends = calls.filter(|other| other.when == CallTime::Disconnect);
    if !ends.any(|other| other.name == call.name) {
        return false;
    }
    // The rest is what comes after it.
    let mut later: Vec<_> = ends.map(|other| other.authentication).collect();
    later.extend(world.script.revocation.as_ref().map(|revocation| revocation.authentication));
    !later.contains(&CallAuthentication::AccessToken)
}
