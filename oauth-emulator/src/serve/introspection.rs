//! The introspection endpoint (RFC 7662).

use oauth_spec::JwtAlgorithm;
use serde_json::{Value, json};

use super::identity::{signed_as, spoiled};
use super::operation;
use super::refusal::Refusal;
use super::write;
use crate::compute::moment;
use crate::http::{Answer, Arrived};
use crate::ledger::Standing;
use crate::path;
use crate::settings::Client;
use crate::world::World;

/// Answers a question about a token.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(script) = &world.script.introspection else {
        return super::unknown(world, arrived);
    };
    let request = match operation::read(world, arrived, script) {
        Ok(request) => request,
        Err(answer) => return answer,
    };
    if request.is_public {
        // RFC 7662, 2.1: else anybody could try tokens out.
        let refusal = Refusal::client("Only clients that authenticate may ask about tokens");
        return refusal.answer(world, world.spec.token.answer.format);
    }
    let Some(token) = &request.token else {
        let refusal = Refusal::request("No token is named");
        return refusal.answer(world, world.spec.token.answer.format);
    };
    let mut body = told(world, token);
    write::mark_good(&world.spec.errors, &mut body);
    match world.spec.introspection_signed.first() {
        Some(algorithm) => signed(world, arrived, *algorithm, &body, request.client),
        None => Answer::json(200, &body).no_store(),
    }
}

/// The same as a signed JWT, for the one who asks (RFC 9701, 5).
fn signed(
    world: &World,
    arrived: &Arrived,
    algorithm: JwtAlgorithm,
    body: &Value,
    client: Option<&Client>,
) -> Answer {
    let claims = json!({
        "iss": world.script.issuer,
        "aud": client.map(|client| &client.id),
        "iat": moment::unix(world.clock.now()),
        "token_introspection": body,
    });
    let claims = claims.as_object().cloned().unwrap_or_default();
    let text = signed_as("token-introspection+jwt", algorithm, &claims, client);
    let text = spoiled(world, text, arrived.id_token_fault, client);
    Answer::new(200, "application/token-introspection+jwt", text).no_store()
}

/// What there is to say (RFC 7662, 2.2). Of a token that is not good: only that.
fn told(world: &World, text: &str) -> Value {
    let now = world.clock.now();
    let ledger = world.ledger();
    let (given, expires_at) = match ledger.access(text, now) {
        Standing::Good(token) => (token.given, token.expires_at),
        // A question spends nothing, also of a refresh token.
        _ => match ledger.good_refresh(text, now) {
            Some(token) => (token.given.clone(), token.expires_at),
            None => return json!({ "active": false }),
        },
    };
    let mut body = json!({
        "active": true,
        "client_id": given.client_id,
        "token_type": given.bound_to.token_type(),
        "sub": given.user.as_deref().unwrap_or(&given.client_id),
    });
    if let Some(confirmation) = given.bound_to.confirmation() {
        // RFC 9449, 6.2; RFC 8705, 3.2.
        path::put(&mut body, "cnf", confirmation);
    }
    if let Some(user) = &given.user {
        path::put(&mut body, "username", json!(user));
    }
    if !given.scopes.is_empty() {
        path::put(&mut body, "scope", json!(given.scopes.join(" ")));
    }
    if let Some(at) = expires_at {
        path::put(&mut body, "exp", json!(moment::unix(at)));
    }
    body
}
