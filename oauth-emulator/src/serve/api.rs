//! The API: insists on the declared headers, and echoes.

use oauth_spec::Source;
use serde_json::json;

use super::given::Captured;
use super::refusal::Refusal;
use crate::http::{Answer, Arrived};
use crate::ledger::{AccessToken, Standing};
use crate::script::{Wanted, known_value};
use crate::world::World;

/// Answers an API call.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(api) = &world.script.api else { return Answer::json(404, &json!({})) };
    match bearer(world, arrived, &api.headers) {
        Ok(holder) => {
            let given = &holder.token.given;
            let body = json!({
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
            Answer::json(200, &body)
        }
        Err(answer) => answer,
    }
}

/// Somebody who holds a good token.
#[derive(Debug)]
pub(super) struct Holder {
    pub(super) text: String,
    pub(super) token: AccessToken,
}

/// Reads and checks the token that a request shows.
///
/// A header that is missing or written in another way is 400 and not 401: nothing is wrong with the
/// token, and a client that took it for an expired one would hide its own mistake.
pub(super) fn bearer(
    world: &World,
    arrived: &Arrived,
    headers: &[Wanted],
) -> Result<Holder, Answer> {
    let refuse = |refusal: Refusal| refusal.answer(world.spec);
    let captured = Captured::read_headers(headers, arrived).map_err(refuse)?;
    let Some(text) = captured.get(Source::AccessToken) else {
        return Err(refuse(Refusal::request("No declared header carries the access token")));
    };
    let token = match world.ledger().access(text, world.clock.now()) {
        Standing::Good(token) => token,
        Standing::Unknown => return Err(expired(world, "The access token is unknown")),
        Standing::Expired => return Err(expired(world, "The access token has expired")),
        Standing::Revoked => return Err(expired(world, "The access token was revoked")),
    };
    if let Some(client) = world.settings.client(&token.given.client_id) {
        for wanted in headers {
            let wrong = wanted.pattern.holes().any(|source| {
                let text = captured.get(source).unwrap_or_default();
                known_value(world.spec, client, source, text) == Some(false)
            });
            if wrong {
                let shown = wanted.pattern.shown();
                let message = format!("`{}` does not hold the right `{shown}`", wanted.name);
                return Err(refuse(Refusal::request(message)));
            }
        }
    }
    Ok(Holder { text: text.to_owned(), token })
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
    refusal.status = signal.status;
    if signal.status == 401 {
        let scheme = world.script.api.as_ref().map_or("Bearer", |api| api.scheme.as_str());
        refusal = refusal.with_token_challenge(scheme);
    }
    refusal.answer(world.spec)
}
