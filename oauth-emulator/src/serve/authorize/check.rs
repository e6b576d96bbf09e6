//! Is the authorization request in good order?
//!
//! Until client and redirect URI are known to belong together, a mistake is shown to the user and
//! never sent anywhere (RFC 6749, 4.1.2.1); after that it goes back to the client.

use oauth_spec::{RepeatedParameters, Source};

use super::redirect::Trusted;
use crate::http::{Arrived, pairs};
use crate::ledger::Asked;
use crate::script::{Authorization, Flow};
use crate::serve::given::{Captured, Given, find, settle};
use crate::serve::refusal::Refusal;
use crate::serve::token::scopes;
use crate::world::World;

/// What to do with a request.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Ask the user.
    Ask(Asked),
    /// Tell the client what is wrong.
    SendBack(Trusted, Refusal),
    /// Tell the user what is wrong.
    Stay(String),
}

pub(super) fn check(world: &World, part: &Authorization, arrived: &Arrived) -> Outcome {
    let raw = pairs(arrived.query.as_deref().unwrap_or_default().as_bytes());
    let policy = world.spec.callback.repeated_parameters;
    // First as tolerant as possible, to find out where a mistake may be sent.
    let given = settle(raw.clone(), RepeatedParameters::Last).unwrap_or_default();
    let Some(flow) = choose(part, &given) else { return Outcome::Stay("No flow.".to_owned()) };
    let trusted = match trust(world, flow, &raw, &given) {
        Ok(trusted) => trusted,
        Err(message) => return Outcome::Stay(message),
    };
    match settle(raw, policy).and_then(|given| details(world, flow, &trusted, &given)) {
        Ok(asked) => Outcome::Ask(asked),
        Err(refusal) => Outcome::SendBack(trusted, refusal),
    }
}

/// The flow whose constants fit best, such as `response_type`.
fn choose<'script>(part: &'script Authorization, given: &[Given]) -> Option<&'script Flow> {
    part.flows.iter().min_by_key(|flow| {
        let fits = |(name, value): &(&str, &str)| {
            find(given, name).is_some_and(|given| given.text == *value)
        };
        let matching = flow.constants().filter(fits).count();
        let failing = flow.constants().count() - matching;
        let wrong_type =
            flow.constants().any(|(name, value)| name == "response_type" && !fits(&(name, value)));
        (wrong_type, std::cmp::Reverse(matching), failing)
    })
}

/// Finds out whom an answer may be sent to.
fn trust(
    world: &World,
    flow: &Flow,
    raw: &[(String, String)],
    given: &[Given],
) -> Result<Trusted, String> {
    let client_name = flow.name_of(Source::ClientId).unwrap_or("client_id");
    let uri_name = flow.name_of(Source::RedirectUri);
    let value = |source, name| {
        let given = find(given, name)?;
        Some(flow.value_of(source, &given.text).unwrap_or_else(|| given.text.clone()))
    };
    if world.spec.callback.repeated_parameters == RepeatedParameters::Refuse {
        for name in [Some(client_name), uri_name].into_iter().flatten() {
            if raw.iter().filter(|(key, _)| key == name).count() > 1 {
                return Err(format!("The parameter {name} comes more than once."));
            }
        }
    }
    let id = value(Source::ClientId, client_name);
    let id = id.ok_or_else(|| format!("The parameter {client_name} is missing."))?;
    if world.settings.client(&id).is_none() {
        return Err(format!("There is no client “{id}”."));
    }
    let redirect_uri = match uri_name {
        None => world.settings.redirect_uris.first().cloned().unwrap_or_default(),
        Some(name) => {
            let uri = value(Source::RedirectUri, name);
            let uri = uri.ok_or_else(|| format!("The parameter {name} is missing."))?;
            // Character by character (RFC 9700, 2.1).
            if !world.settings.redirect_uris.contains(&uri) {
                return Err(format!("The redirect URI “{uri}” is not registered."));
            }
            uri
        }
    };
    let state = flow.name_of(Source::State).and_then(|name| value(Source::State, name));
    Ok(Trusted { flow: flow.kind, client_id: id, redirect_uri, state })
}

/// Checks everything else.
fn details(
    world: &World,
    flow: &Flow,
    trusted: &Trusted,
    given: &[Given],
) -> Result<Asked, Refusal> {
    if let Some((_, expected)) = flow.constants().find(|(name, _)| *name == "response_type") {
        match find(given, "response_type") {
            None => return Err(Refusal::request("`response_type` is missing")),
            Some(given) if given.text != expected => {
                let message = format!("`{}` is no response type here", given.text);
                return Err(Refusal::new("unsupported_response_type", message));
            }
            Some(_) => {}
        }
    }
    let required = |source| !matches!(source, Source::Scope | Source::State);
    // What is not declared is let pass (RFC 6749, 3.1): applications may add to this URL.
    let captured = Captured::read(&flow.parameters, given, required)?;
    let challenge = captured.get(Source::CodeChallenge);
    if let Some(challenge) = challenge {
        let base64url = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if challenge.len() != 43 || !challenge.bytes().all(base64url) {
            return Err(Refusal::request("`code_challenge` is not a SHA-256 digest in base64url"));
        }
    }
    Ok(Asked {
        flow: flow.kind,
        client_id: trusted.client_id.clone(),
        redirect_uri: trusted.redirect_uri.clone(),
        state: trusted.state.clone(),
        scopes: scopes(world, captured.get(Source::Scope))?,
        challenge: challenge.map(str::to_owned),
        shown_at: world.clock.now(),
    })
}
