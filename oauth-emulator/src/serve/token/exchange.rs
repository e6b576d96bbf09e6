//! Token exchange (RFC 8693): what is handed in, and what the answer says of the token that it brings.

use oauth_spec::{CustomGrant, Source};

use crate::ledger::{Ledger, Standing};
use crate::sample;
use crate::script::Recipe;
use crate::serve::captured::Captured;
use crate::serve::refusal::Refusal;
use crate::world::World;

/// Its `grant_type`.
pub(crate) const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
/// What kind of token an access token is (RFC 8693, 3): the kind that is handed in and given here.
pub(crate) const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// Whether that is what a request asks for.
pub(super) fn is_one(recipe: &Recipe) -> bool {
    recipe.constants().any(|(_, value)| value == GRANT_TYPE)
}

/// Whose token is handed in; nobody knows of a sample.
///
/// Whatever is wrong with it, the request is (RFC 8693, 2.2.2).
pub(super) fn subject(
    world: &World,
    ledger: &Ledger,
    custom: &CustomGrant,
    captured: &Captured,
) -> Result<Option<String>, Refusal> {
    let given = |name| captured.get(Source::Parameter(name));
    let now = world.clock.now();
    match (given("actor_token"), given("actor_token_type")) {
        (Some(_), None) => {
            return Err(Refusal::request("`actor_token` comes without `actor_token_type`"));
        }
        (None, Some(_)) => {
            return Err(Refusal::request("`actor_token_type` comes without `actor_token`"));
        }
        _ => {}
    }
    // Who acts is somebody, too: a token that was given here, or the sample.
    if let Some(actor) = given("actor_token") {
        let accepted = world.settings.accepts.get(custom.name);
        let accepted = accepted.and_then(|values| values.get("actor_token")).map(sample::text);
        match ledger.access(actor, now) {
            Standing::Good(_) => {}
            Standing::Unknown if accepted.as_deref() == Some(actor) => {}
            _ => return Err(Refusal::request("`actor_token` is not good")),
        }
    }
    // RFC 8693, 3.
    let kinds = ["subject_token_type", "actor_token_type", "requested_token_type"];
    let mut kinds =
        kinds.into_iter().filter(|name| given(name).is_some_and(|it| !it.contains(':')));
    if let Some(name) = kinds.next() {
        return Err(Refusal::request(format!("`{name}` is no URI")));
    }
    if given("resource").is_some_and(|uri| !uri.contains("://") || uri.contains('#')) {
        return Err(Refusal::new("invalid_target", "`resource` is no absolute URI"));
    }
    let Some(token) = given("subject_token") else { return Ok(None) };
    match ledger.access(token, now) {
        Standing::Good(token) => Ok(token.given.user),
        Standing::Unknown => Ok(None),
        Standing::Expired(_) | Standing::Revoked => {
            Err(Refusal::request("`subject_token` is no longer good"))
        }
    }
}

/// Whether a value may stand there although no sample says so: a token that was given here.
pub(super) fn is_live(world: &World, ledger: &Ledger, name: &str, value: &str) -> bool {
    name == "subject_token" && matches!(ledger.access(value, world.clock.now()), Standing::Good(_))
}

/// What kind of token the answer says that it brings: the one that was asked for.
pub(super) fn issued(captured: &Captured) -> &str {
    captured.get(Source::Parameter("requested_token_type")).unwrap_or(ACCESS_TOKEN)
}
