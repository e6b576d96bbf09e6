//! Is the authorization request in good order?
//!
//! Until client and redirect URI are known to belong together, a mistake is shown to the user and
//! never sent anywhere (RFC 6749, 4.1.2.1); after that it goes back to the client.

use oauth_spec::{RepeatedParameters, Source};

use super::object::opened;
use super::redirect::Trusted;
use super::trust::trust;
use super::{kind, openid};
use crate::http::Arrived;
use crate::ledger::Asked;
use crate::script::{Flow, FlowKind};
use crate::serve::captured::{Captured, Reading};
use crate::serve::details::details as details_of;
use crate::serve::given::{Given, find, settle, times};
use crate::serve::known;
use crate::serve::refusal::Refusal;
use crate::serve::token::{challenge_problem, other_scopes, required_scopes, scopes};
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

pub(super) fn check(world: &World, arrived: &Arrived) -> Outcome {
    let mut raw = Given::query(arrived.query.as_deref().unwrap_or_default());
    // First as tolerant as possible, to find out where a mistake may be sent.
    let mut given = tolerant(&raw);
    let mut signed = false;
    if find(&given, "request").is_some() {
        // Whom it may be sent back to is not known before it is believed.
        match opened(world, raw) {
            Ok(said) => raw = said,
            Err(message) => return Outcome::Stay(message),
        }
        given = tolerant(&raw);
        signed = find(&given, "request").is_none();
    }
    let Some(flow) = choose(world, arrived, &given) else {
        return Outcome::Stay("Nobody authorizes here.".to_owned());
    };
    let pushes = world.script.pushed.is_some();
    if let Some(reference) = find(&given, "request_uri").filter(|_| pushes) {
        return fetch(world, &reference.text, &given);
    }
    match examine(world, flow, arrived, raw) {
        Outcome::Ask(asked)
            if asked.flow == FlowKind::Code && (pushes || signs(world) && !signed) =>
        {
            let trusted = Trusted::of(&asked, arrived.id_token_fault);
            let message = if pushes {
                "Requests must be pushed (RFC 9126, 5): come with a `request_uri`"
            } else {
                "Requests must be signed (RFC 9101, 10.5): come with a `request`"
            };
            Outcome::SendBack(trusted, Refusal::request(message))
        }
        other => other,
    }
}

/// What is given, the last of each name.
fn tolerant(raw: &[Given]) -> Vec<Given> {
    settle(raw.to_vec(), RepeatedParameters::Last, &|_| 1).unwrap_or_default()
}

/// Whether requests must be signed.
fn signs(world: &World) -> bool {
    world.spec.grants.authorization_code.is_some_and(|grant| grant.request_object.is_some())
}

/// The request that was pushed before, for the client that has pushed it.
fn fetch(world: &World, reference: &str, given: &[Given]) -> Outcome {
    let (mut ledger, now) = (world.ledger(), world.clock.now());
    let id = world.spec.client.id_parameter;
    let Some(client) = find(given, id) else {
        return Outcome::Stay(format!("The parameter {id} is missing."));
    };
    // Whoever else has seen it cannot spend it.
    if ledger.pusher(reference).is_some_and(|pusher| pusher != client.text) {
        return Outcome::Stay("This request is another client's.".to_owned());
    }
    let asked = ledger.take_pushed(reference, now);
    let message = "This request was never pushed, was used already, or is too old.";
    asked.map_or_else(
        || Outcome::Stay(message.to_owned()),
        |asked| Outcome::Ask(Asked { shown_at: now, ..asked }),
    )
}

/// A request that was pushed: what is wrong with it is told to who has pushed it (RFC 9126, 2.3).
pub(in crate::serve) fn pushed(
    world: &World,
    flow: Option<&Flow>,
    arrived: &Arrived,
    raw: Vec<Given>,
) -> Result<Asked, Refusal> {
    let flow = flow.ok_or_else(|| Refusal::request("Nobody authorizes here"))?;
    let is_signed = find(&raw, "request").is_some();
    let object = |message: String| Refusal::new("invalid_request_object", message);
    if signs(world) && !is_signed {
        return Err(Refusal::request("Requests must be signed (RFC 9101, 10.5)"));
    }
    let raw = if is_signed { opened(world, raw).map_err(object)? } else { raw };
    match examine(world, flow, arrived, raw) {
        Outcome::Ask(asked) => Ok(asked),
        Outcome::SendBack(_, refusal) => Err(refusal),
        Outcome::Stay(message) => Err(Refusal::request(message)),
    }
}

fn examine(world: &World, flow: &Flow, arrived: &Arrived, raw: Vec<Given>) -> Outcome {
    let policy = world.spec.callback.repeated_parameters;
    let given = tolerant(&raw);
    let trusted = match trust(world, flow, arrived, &raw, &given) {
        Ok(trusted) => trusted,
        Err(message) => return Outcome::Stay(message),
    };
    let times = |name: &str| times(&flow.parameters, name);
    match settle(raw, policy, &times)
        .and_then(|given| details(world, flow, &trusted, &given, arrived))
    {
        Ok(asked) => Outcome::Ask(asked),
        Err(refusal) => Outcome::SendBack(trusted, refusal),
    }
}

/// The flow whose constants fit best, such as `response_type`.
fn choose<'script>(
    world: &'script World,
    arrived: &Arrived,
    given: &[Given],
) -> Option<&'script Flow> {
    let here = world.script.flows.iter().filter(|flow| flow.place.is(arrived));
    here.min_by_key(|flow| {
        let fits = |(name, value): &(&str, String)| {
            find(given, name).is_some_and(|given| given.text == *value)
        };
        let matching = flow.constants().filter(fits).count();
        let failing = flow.constants().count() - matching;
        let wrong_type = flow
            .constants()
            .any(|(name, value)| name == flow.response_type && !fits(&(name, value)));
        (wrong_type, std::cmp::Reverse(matching), failing)
    })
}

/// Checks everything else.
fn details(
    world: &World,
    flow: &Flow,
    trusted: &Trusted,
    given: &[Given],
    arrived: &Arrived,
) -> Result<Asked, Refusal> {
    kind::check(world, flow, given)?;
    let client = world.settings.client(&trusted.client_id);
    if let Some(client) = client.filter(|_| !matches!(flow.kind, FlowKind::Consent(_))) {
        known::may_use(world, client, flow.kind.grant())?;
        let kind = find(given, flow.response_type);
        kind.map_or(Ok(()), |kind| known::may_ask_for(world, client, &kind.text))?;
    }
    let code = world.spec.grants.authorization_code.filter(|_| flow.kind == FlowKind::Code);
    let required = |source| match source {
        Source::Parameter(name) => code.is_some_and(|grant| {
            grant.parameters.iter().any(|each| each.name == name && each.required)
        }),
        // Depends on the scopes: see `nonce_problem`.
        Source::Nonce => false,
        other => !super::optional(other),
    };
    // What is not declared is let pass (RFC 6749, 3.1): applications may add to this URL.
    let reading = Reading { required: &required, scopes: world.spec.scopes.encoding };
    let mut captured = Captured::default();
    // Who has a secret is known when the code is exchanged.
    let name = flow.name_of(Source::CodeChallenge);
    let is_challenged = given.iter().any(|given| name == Some(given.name.as_str()));
    let unchallenged = flow.unchallenged.as_ref().filter(|_| !is_challenged);
    captured.parameters(unchallenged.unwrap_or(&flow.parameters), given, &reading)?;
    if let Some(client) = client {
        let carriers: Vec<_> = flow.parameters.iter().collect();
        known::check(world, client, &captured, arrived, &carriers)?;
    }
    let challenge = captured.get(Source::CodeChallenge);
    if let Some(problem) = challenge.and_then(|text| challenge_problem(flow.challenge, text)) {
        let name = flow.name_of(Source::CodeChallenge).unwrap_or("code_challenge");
        return Err(Refusal::request(format!("`{name}` {problem}")));
    }
    let asked_scopes = scopes(world, captured.get(Source::Scope))?;
    if flow.name_of(Source::Scope).is_some() && !matches!(flow.kind, FlowKind::Consent(_)) {
        required_scopes(world, &asked_scopes)?;
    }
    if let Some(client) = client {
        known::may_ask(world, client, &asked_scopes)?;
    }
    let nonce = captured.get(Source::Nonce);
    let implicit = world.spec.grants.implicit.filter(|_| flow.kind == FlowKind::Implicit);
    let response_type = match implicit {
        Some(grant) => grant.response_type.name(),
        None => find(given, flow.response_type).map_or("", |given| &given.text),
    };
    openid::check(world, flow, response_type, &asked_scopes, nonce.is_some())?;
    let mut others = Vec::new();
    for set in world.spec.scopes.sets {
        others.extend(other_scopes(world, set.name, captured.get(Source::ScopeSet(set.name)))?);
    }
    let offline = flow.offline.as_ref().is_none_or(|(offline, parameters)| {
        let mut all = Captured::default();
        let asks = all.parameters(parameters, given, &Reading { required: &|_| true, ..reading });
        asks.is_ok()
            && offline.scopes.iter().all(|scope| asked_scopes.iter().any(|each| each == scope))
    });
    let endless = offline && flow.offline.as_ref().is_some_and(|(offline, _)| offline.endless);
    Ok(Asked {
        flow: flow.kind,
        client_id: trusted.client_id.clone(),
        redirect_uri: trusted.redirect_uri.clone(),
        state: trusted.state.clone(),
        all_scopes: flow.name_of(Source::Scope).is_some().then(|| asked_scopes.clone()),
        scopes: asked_scopes,
        other_scopes: others,
        nonce: nonce.map(str::to_owned),
        response_type: response_type.to_owned(),
        resources: captured.resources()?,
        details: details_of(world.spec, captured.get(Source::AuthorizationDetails))?,
        offline,
        endless,
        challenge: challenge.map(str::to_owned),
        bound_to: captured.get(Source::DpopKey).map(str::to_owned),
        shown_at: world.clock.now(),
    })
}
