//! The authorization endpoint: the consent page, and what the user answers.

mod check;
mod decide;
mod page;
mod redirect;

use check::{Outcome, check};

use crate::http::{Answer, Arrived};
use crate::ledger::Asked;
use crate::script::Authorization;
use crate::world::World;

/// Answers the browser: a GET brings the request, a POST the user's decision.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(part) = &world.script.authorization else {
        return Answer::page(404, page::problem(world.spec, "Nobody authorizes here."));
    };
    match arrived.method.as_str() {
        "GET" => match check(world, part, arrived) {
            Outcome::Ask(asked) => show(world, part, arrived, asked),
            Outcome::SendBack(trusted, refusal) => {
                redirect::refuse(world, part, &trusted, &refusal.code, &refusal.description)
            }
            Outcome::Stay(message) => Answer::page(400, page::problem(world.spec, &message)),
        },
        "POST" => decide::decide(world, part, arrived),
        _ => Answer::page(405, page::problem(world.spec, "Only GET and POST are served here.")),
    }
}

fn show(world: &World, part: &Authorization, arrived: &Arrived, asked: Asked) -> Answer {
    let form = world.random.text();
    let consent = page::Consent {
        spec: world.spec,
        action: action(part, arrived),
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
fn action(part: &Authorization, arrived: &Arrived) -> String {
    let mut action = format!("/{}{}", arrived.host, arrived.path);
    for (index, (name, value)) in part.place.query.iter().enumerate() {
        action.push(if index == 0 { '?' } else { '&' });
        action.push_str(&redirect::encoded(name, value));
    }
    action
}
