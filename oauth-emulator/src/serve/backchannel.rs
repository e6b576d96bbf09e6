//! The backchannel authentication endpoint (CIBA Core, 7): a user is named, and asked elsewhere.

use std::time::Duration;

use oauth_spec::{AnswerFormat, Source};
use serde_json::{Value, json};

use super::details::details;
use super::device::LIFETIME;
use super::known;
use super::refusal::Refusal;
use super::token::{required_scopes, scopes, take};
use super::write;
use crate::http::{Answer, Arrived};
use crate::ledger::{Device, Standing};
use crate::script::Recipe;
use crate::serve::captured::Captured;
use crate::world::World;

/// The longest message that a user is shown.
const LONGEST: usize = 100;

pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(recipe) = &world.script.ciba else { return super::unknown(world, arrived) };
    match ask(world, arrived, recipe) {
        Ok(body) => write::answer(AnswerFormat::Json, 200, &body).no_store(),
        Err(refusal) => refusal.answer(world, AnswerFormat::Json),
    }
}

fn ask(world: &World, arrived: &Arrived, recipe: &Recipe) -> Result<Value, Refusal> {
    let taken = take(world, arrived, &[recipe])?;
    // CIBA Core, 7.1.
    if taken.by.only_says_its_name(&recipe.credentials) {
        return Err(Refusal::client("Only clients that authenticate may have a user asked"));
    }
    let given = |name| taken.captured.get(Source::Parameter(name));
    let granted = scopes(world, taken.captured.get(Source::Scope))?;
    known::may_ask(world, taken.by.client, &granted)?;
    if recipe.sends(Source::Scope) {
        required_scopes(world, &granted)?;
        let takes_openid = !world.spec.scopes.forbidden.contains(&"openid");
        if takes_openid && !granted.iter().any(|scope| scope == "openid") {
            return Err(Refusal::new("invalid_scope", "`openid` is not asked for"));
        }
    }
    let user = user(world, &taken.captured)?;
    let message = given("binding_message");
    if message.is_some_and(|it| it.len() > LONGEST || it.chars().any(char::is_control)) {
        return Err(Refusal::new("invalid_binding_message", "Nobody can be shown that message"));
    }
    let lifetime = match given("requested_expiry").map(str::parse) {
        None => LIFETIME,
        Some(Ok(seconds)) if seconds > 0 => Duration::from_secs(seconds).min(LIFETIME),
        Some(_) => return Err(Refusal::request("`requested_expiry` is no number of seconds")),
    };
    let id = world.auth_req_id();
    let device = Device {
        client_id: taken.by.client.id.clone(),
        user_code: message.unwrap_or(&user).to_owned(),
        user: Some(user),
        scopes: granted,
        details: details(world.spec, taken.captured.get(Source::AuthorizationDetails))?,
        expires_at: world.clock.now() + lifetime,
        interval: world.settings.device_interval,
        decision: None,
        polled_at: None,
    };
    world.ledger().add_device(id.clone(), device);
    let mut body = json!({
        "auth_req_id": id,
        "expires_in": lifetime.as_secs(),
        "interval": world.settings.device_interval.as_secs(),
    });
    write::mark_good(&world.spec.errors, &mut body);
    Ok(body)
}

/// The user that exactly one hint names.
fn user(world: &World, captured: &Captured) -> Result<String, Refusal> {
    let given = |name| captured.get(Source::Parameter(name));
    let unknown = |what: &str| Refusal::new("unknown_user_id", format!("{what} names nobody"));
    match (given("login_hint"), given("id_token_hint"), given("login_hint_token")) {
        (Some(name), None, None) => {
            let mut users = world.settings.users.iter();
            let user = users.find(|user| user.name == name);
            user.map(|user| user.name.clone()).ok_or_else(|| unknown("`login_hint`"))
        }
        (None, Some(id_token), None) => {
            let ledger = world.ledger();
            let access = ledger.beside(id_token);
            match access.map(|text| ledger.access(&text, world.clock.now())) {
                Some(Standing::Good(token) | Standing::Expired(token)) => {
                    token.given.user.ok_or_else(|| unknown("`id_token_hint`"))
                }
                _ => Err(unknown("`id_token_hint`")),
            }
        }
        // What is in it, only a provider knows that has defined it.
        (None, None, Some(_)) => Ok(world.settings.present_user()),
        _ => Err(Refusal::request("A user is named by exactly one hint")),
    }
}
