//! The authorization endpoint: the consent page, and what the user answers.

mod check;
mod decide;
mod kind;
mod object;
mod openid;
pub(super) mod page;
mod posted;
mod redirect;
mod start;
mod trust;

pub(super) use check::pushed;
use check::{Outcome, check};
use oauth_spec::Source;

use crate::http::{Answer, Arrived, pair, pairs};
use crate::ledger::Asked;
use crate::world::World;

pub(crate) use start::start;

/// Answers the browser: a GET brings the request, a POST the user's decision.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    match arrived.method.as_str() {
        "GET" => match check(world, arrived) {
            Outcome::Ask(asked) => show(world, arrived, asked),
            Outcome::SendBack(trusted, refusal) => {
                redirect::refuse(world, &trusted, &refusal.code, &refusal.description)
            }
            Outcome::Stay(message) => Answer::page(400, page::problem(world.spec, &message)),
        },
        "POST" => decide::decide(world, arrived),
        _ => Answer::page(405, page::problem(world.spec, "Only GET and POST are served here.")),
    }
}

fn show(world: &World, arrived: &Arrived, asked: Asked) -> Answer {
    let form = world.random.text();
    let consent = page::Consent {
        spec: world.spec,
        action: action(world, arrived),
        form: &form,
        client: &asked.client_id,
        user: &world.settings.present_user(),
        redirect_uri: &asked.redirect_uri,
        scopes: &asked.scopes,
    };
    let html = consent.html();
    world.ledger().show_form(form, asked);
    Answer::page(200, html)
}

/// Where the form goes: to this address, with the pairs that belong to the address itself.
fn action(world: &World, arrived: &Arrived) -> String {
    let mut action = format!("/{}{}", arrived.host, arrived.path);
    let query = pairs(arrived.query.as_deref().unwrap_or_default().as_bytes());
    let here = world.script.flows.iter().find(|flow| flow.place.is(arrived));
    let own =
        query.iter().filter(|(name, value)| here.is_some_and(|flow| flow.place.owns(name, value)));
    for (index, (name, value)) in own.enumerate() {
        action.push(if index == 0 { '?' } else { '&' });
        action.push_str(&pair(name, value));
    }
    action
}

/// What a request may leave out.
fn optional(source: Source) -> bool {
    matches!(
        source,
        Source::Scope
            | Source::ScopeSet(_)
            | Source::AuthorizationDetails
            | Source::Resource
            | Source::State
    )
}
