//! Logout: the page that the browser is sent to (RP-Initiated Logout 1.0, 2 and 3), and tokens that tell
//! clients of it (Back-Channel Logout 1.0, 2.4).

use oauth_spec::{JwtAlgorithm, Source, Template};
use serde_json::{Map, Value, json};

use super::authorize::page;
use super::identity::{SESSION, signed_as};
use crate::compute::moment;
use crate::http::{Answer, Arrived, pair, pairs};
use crate::ledger::Standing;
use crate::world::World;

/// Signs the user out, and sends the browser back if the client has said where to.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let text = match arrived.method.as_str() {
        "GET" => arrived.query.as_deref().unwrap_or_default().as_bytes(),
        "POST" => &*arrived.body,
        _ => {
            return Answer::page(
                405,
                page::problem(world.spec, "Only GET and POST are served here."),
            );
        }
    };
    let given = pairs(text);
    let value =
        |name: &str| given.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let problem = |message: &str| Answer::page(400, page::problem(world.spec, message));
    // Whose ID token it is; one that has expired will do (RP-Initiated Logout, 4).
    let owner = |hint: &str| {
        let ledger = world.ledger();
        if let Some(client_id) = ledger.signed_in_at(hint) {
            return Some(client_id);
        }
        match ledger.access(&ledger.beside(hint)?, world.clock.now()) {
            Standing::Good(token) | Standing::Expired(token) => Some(token.given.client_id),
            Standing::Unknown | Standing::Revoked => None,
        }
    };
    let hint = value("id_token_hint");
    let hinted = hint.and_then(owner);
    if hint.is_some() && hinted.is_none() {
        return problem("The ID token is not one that was issued here.");
    }
    let client_id = value("client_id").map(str::to_owned).or_else(|| hinted.clone());
    if hinted.is_some() && hinted != client_id {
        return problem("The ID token is another client's.");
    }
    if client_id.as_deref().is_some_and(|id| world.settings.client(id).is_none()) {
        return problem("There is no such client.");
    }
    let Some(back) = value("post_logout_redirect_uri") else {
        return Answer::page(200, page::signed_out(world.spec));
    };
    let client = client_id.and_then(|id| world.settings.client(&id));
    if client.is_none_or(|client| !world.settings.may_come_back(client, back)) {
        return problem("That address is not registered for coming back from a logout.");
    }
    let mut location = back.to_owned();
    if let Some(state) = value("state") {
        location.push(if back.contains('?') { '&' } else { '?' });
        location.push_str(&pair("state", state));
    }
    Answer::redirect(302, &location)
}

/// A logout token about the user at the browser, after `change` to its claims.
pub(crate) fn token(world: &World, change: impl FnOnce(&mut Map<String, Value>)) -> String {
    let now = moment::unix(world.clock.now());
    let mut claims = world.script.identity.claims.clone();
    let session = claims.remove("sid").unwrap_or_else(|| json!(SESSION));
    // Without what its issuer is made of nobody could say who that is.
    let issuer = world.spec.id_token.map(|own| own.issuer);
    let sources: Vec<_> = issuer.iter().flat_map(Template::sources).collect();
    claims.retain(|name, _| {
        let is_of_issuer =
            |source: &Source| matches!(source, Source::Claim(claim) if claim == name);
        matches!(&**name, "iss" | "aud") || sources.iter().any(is_of_issuer)
    });
    claims.entry("aud").or_insert_with(|| json!(world.settings.only_client_id()));
    claims.extend([
        ("iat".to_owned(), json!(now)),
        ("exp".to_owned(), json!(now + 120)),
        ("jti".to_owned(), json!(world.random.text())),
        ("sub".to_owned(), json!(world.settings.present_user())),
        ("sid".to_owned(), session),
        ("events".to_owned(), json!({ "http://schemas.openid.net/event/backchannel-logout": {} })),
    ]);
    change(&mut claims);
    let id_token = world.spec.id_token;
    let algorithm = id_token.and_then(|own| own.algorithms.first().copied());
    let client = world.settings.clients.first();
    signed_as("logout+jwt", algorithm.unwrap_or(JwtAlgorithm::Rs256), &claims, client)
}
