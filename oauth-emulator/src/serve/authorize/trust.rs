//! Whom an answer may be sent to.

use oauth_spec::{RepeatedParameters, Source, StateUse};

use super::redirect::{Trusted, is_hybrid};
use crate::http::Arrived;
use crate::script::Flow;
use crate::serve::given::{Given, find};
use crate::world::World;

/// Client and redirect URI, if they are known and belong together; else what is wrong.
pub(super) fn trust(
    world: &World,
    flow: &Flow,
    arrived: &Arrived,
    raw: &[Given],
    given: &[Given],
) -> Result<Trusted, String> {
    let client_name = flow.name_of(Source::ClientId).unwrap_or(world.spec.client.id_parameter);
    let uri_name = flow.name_of(Source::RedirectUri);
    let value = |source, name| {
        let given = find(given, name)?;
        Some(flow.value_of(source, &given.text).unwrap_or_else(|| given.text.clone()))
    };
    if world.spec.callback.repeated_parameters == RepeatedParameters::Refuse {
        for name in [Some(client_name), uri_name].into_iter().flatten() {
            if raw.iter().filter(|given| given.name == name).count() > 1 {
                return Err(format!("The parameter {name} comes more than once."));
            }
        }
    }
    // The address may tell it.
    let address = flow.place.values(arrived).unwrap_or_default();
    let in_address = address.into_iter().find(|(source, _)| *source == Source::ClientId);
    let id = match in_address.map(|(_, id)| id).or_else(|| value(Source::ClientId, client_name)) {
        Some(id) => id,
        // Where nothing is declared to tell it, there is only one.
        None if flow.name_of(Source::ClientId).is_none() => world.settings.only_client_id(),
        None => return Err(format!("The parameter {client_name} is missing.")),
    };
    if world.settings.client(&id).is_none() {
        let problem = arrived.client_problem.clone();
        return Err(problem.unwrap_or_else(|| format!("There is no client “{id}”.")));
    }
    let redirect_uri = match uri_name {
        None => world.settings.redirect_uris.first().cloned().unwrap_or_default(),
        Some(name) => {
            let uri = value(Source::RedirectUri, name);
            let uri = uri.ok_or_else(|| format!("The parameter {name} is missing."))?;
            // Character by character (RFC 9700, 2.1), but for a state that travels in it.
            let registered = match world.spec.callback.state {
                StateUse::InRedirectUri(state) => without(&uri, state),
                _ => uri.clone(),
            };
            if !world.settings.may_return(&id, &registered) {
                return Err(format!("The redirect URI “{uri}” is not registered."));
            }
            uri
        }
    };
    let state = flow.name_of(Source::State).and_then(|name| value(Source::State, name));
    let is_hybrid = find(given, flow.response_type).is_some_and(|given| is_hybrid(&given.text));
    let wrong = arrived.id_token_fault;
    Ok(Trusted { flow: flow.kind, client_id: id, redirect_uri, state, is_hybrid, wrong })
}

/// A URI without the pair of that name.
fn without(uri: &str, name: &str) -> String {
    let Some((base, query)) = uri.split_once('?') else { return uri.to_owned() };
    let own = |pair: &&str| pair.split_once('=').is_none_or(|(key, _)| key != name);
    let rest: Vec<_> = query.split('&').filter(own).collect();
    if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) }
}
