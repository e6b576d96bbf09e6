//! The user's decision: a code, a token, or a refusal.

use std::collections::BTreeSet;

use oauth_spec::Renewal;

use super::page;
use super::redirect::{self, Trusted};
use crate::http::{Answer, Arrived, pairs};
use crate::ledger::{Asked, Code, Given};
use crate::script::{Authorization, FlowKind};
use crate::serve::token::{Issue, fragment_pairs, issue};
use crate::world::World;

/// Takes a form that was sent.
pub(super) fn decide(world: &World, part: &Authorization, arrived: &Arrived) -> Answer {
    let sent = pairs(&arrived.body);
    let value = |name: &str| sent.iter().find(|(key, _)| key == name).map(|(_, v)| v.as_str());
    // The form's id is known only to the page it was shown on, and good once: a foreign page cannot
    // decide in the user's name, nor the user twice.
    let asked = value("form").and_then(|id| world.ledger().take_form(id, world.clock.now()));
    let Some(asked) = asked else {
        let message = "This form was answered already, or is too old. Please begin again.";
        return Answer::page(400, page::problem(world.spec, message));
    };
    let trusted = Trusted {
        flow: asked.flow,
        client_id: asked.client_id.clone(),
        redirect_uri: asked.redirect_uri.clone(),
        state: asked.state.clone(),
    };
    match value("decision") {
        Some("allow") => {
            let kept: BTreeSet<&str> = sent
                .iter()
                .filter(|(name, _)| name == "scope")
                .map(|(_, value)| value.as_str())
                .collect();
            let mut asked = asked;
            asked.scopes.retain(|scope| kept.contains(scope.as_str()));
            allow(world, part, &trusted, asked)
        }
        _ => redirect::refuse(world, part, &trusted, "access_denied", "The user did not allow it"),
    }
}

fn allow(world: &World, part: &Authorization, trusted: &Trusted, asked: Asked) -> Answer {
    let user = world.settings.present_user();
    let pairs = match asked.flow {
        FlowKind::Code => {
            let text = world.code();
            let code = Code {
                client_id: asked.client_id,
                redirect_uri: asked.redirect_uri,
                challenge: asked.challenge,
                scopes: asked.scopes,
                user,
                expires_at: world.clock.now() + world.settings.code_lifetime,
                spent_on: None,
            };
            world.ledger().add_code(text.clone(), code);
            vec![("code".to_owned(), text)]
        }
        FlowKind::Implicit => {
            let flow = part.flows.iter().find(|flow| flow.kind == FlowKind::Implicit);
            let renewable = flow.is_some_and(|flow| flow.renewal == Renewal::RefreshToken);
            let given = Given {
                grant: FlowKind::Implicit.grant(),
                client_id: asked.client_id,
                scopes: asked.scopes,
                user: Some(user),
            };
            let ask = Issue { given, family: None, renewable, refresh: None };
            fragment_pairs(&issue(world, &mut world.ledger(), ask).1)
        }
    };
    redirect::allow(world, part, trusted, pairs)
}
