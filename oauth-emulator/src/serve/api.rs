//! The API: insists on what is declared for every call, and echoes.

use oauth_spec::{ParametersIn, Source};
use serde_json::json;

use super::bag::Bag;
use super::bearer::bearer;
use super::refusal::Refusal;
use crate::http::{Answer, Arrived};
use crate::world::World;

/// Answers an API call.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(api) = &world.script.api else { return super::unknown(world, arrived) };
    let bag = Bag::read(arrived);
    let body = bag.at(api.carriers.body_in);
    let query = bag.at(ParametersIn::Query);
    match bearer(world, arrived, &api.carriers, (query, body), &[]) {
        Ok(holder) => {
            let more = query.iter().chain(body).find(|given| {
                given.text == holder.text && api.carriers.all().all(|own| own.name != given.name)
            });
            if let Some(more) = more {
                let message =
                    format!("`{}` shows the access token as well (RFC 6750, 2)", more.name);
                return Refusal::request(message).api_answer(world);
            }
            let given = &holder.token.given;
            let mut echo = json!({
                "method": arrived.method.as_str(),
                "path": arrived.path,
                "query": arrived.query,
                "token": {
                    "grant": given.grant,
                    "client": given.client_id,
                    "scopes": given.scopes,
                    "user": given.user,
                },
            });
            if !given.audience.is_empty() {
                crate::path::put(&mut echo, "token.resource", json!(given.audience));
            }
            Answer::json(200, &echo)
        }
        Err(answer) => answer,
    }
}

/// The declared way of saying that a token is no longer good.
pub(super) fn expired(world: &World, reason: &str) -> Answer {
    let signal = world.spec.api.expired;
    let code = signal.error.first().copied().unwrap_or("invalid_token");
    let description = match signal.error_description.first() {
        Some(mark) => format!("{reason} ({mark})"),
        None => reason.to_owned(),
    };
    let mut refusal = Refusal::new(code, description);
    refusal.status = signal.status.first().copied().unwrap_or(401);
    if refusal.status == 401 {
        let scheme = world.script.api.as_ref().map_or("Bearer", |api| api.carriers.scheme.as_str());
        refusal = refusal.with_token_challenge(scheme);
        if let Some(url) = &world.script.metadata.of_api {
            refusal = refusal.with_resource_metadata(url);
        }
    }
    refusal.api_answer(world)
}

/// Whether a token of that grant came with what a source stands for.
pub(super) fn comes_with(grant: &str, source: Source) -> bool {
    match source {
        Source::Callback(_) => grant == "authorization_code",
        Source::Token(_) | Source::Call(_) => grant != "personal_access_token",
        _ => true,
    }
}
