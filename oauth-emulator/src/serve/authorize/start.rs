//! An authorization that the provider starts: an installation from its marketplace.

use super::decide::allow;
use super::page;
use super::redirect::Trusted;
use crate::http::Answer;
use crate::ledger::Asked;
use crate::script::FlowKind;
use crate::world::World;

/// Sends the user's browser to the application without having been asked: no state, no challenge.
pub(crate) fn start(world: &World) -> Answer {
    if !world.script.flows.iter().any(|flow| flow.kind == FlowKind::Code) {
        return Answer::page(404, page::problem(world.spec, "Nobody authorizes here."));
    }
    let asked = Asked {
        flow: FlowKind::Code,
        client_id: world.settings.only_client_id(),
        redirect_uri: world.settings.redirect_uris.first().cloned().unwrap_or_default(),
        state: None,
        scopes: world.settings.default_scopes.clone(),
        all_scopes: None,
        other_scopes: Vec::new(),
        nonce: None,
        response_type: "code".to_owned(),
        details: None,
        resources: Vec::new(),
        offline: true,
        endless: false,
        challenge: None,
        bound_to: None,
        shown_at: world.clock.now(),
    };
    allow(world, &Trusted::of(&asked, None), asked)
}
