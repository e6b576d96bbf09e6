//! The exchange of a refresh token, or of what a provider takes in its place.

use oauth_spec::Source;

use super::client::Authenticated;
use super::issue::{Issue, Issued, issue, kept};
use super::scopes::scopes;
use crate::ledger::{Family, Given, Ledger, Spent, Standing};
use crate::script::Recipe;
use crate::serve::captured::Captured;
use crate::serve::refusal::Refusal;
use crate::settings::Rotation;
use crate::world::World;

pub(super) fn refresh(
    world: &World,
    ledger: &mut Ledger,
    by: &Authenticated<'_>,
    recipe: &Recipe,
    captured: &Captured,
) -> Result<Issued, Refusal> {
    let sent = captured.get(Source::RefreshToken);
    let (mut given, family) = match sent {
        Some(text) => spend(world, ledger, text)?,
        None => without(world, ledger, by, captured)?,
    };
    let proven = captured.get(Source::DpopKey);
    // Those of a public client are bound to the key, others to the client (RFC 9449, 5).
    if by.is_public && given.bound_to.key.is_some() && given.bound_to.key.as_deref() != proven {
        return Err(Refusal::grant("The refresh token is bound to another key"));
    }
    given.bound_to = by.bound(captured);
    if given.client_id != by.client.id {
        return Err(Refusal::grant("The refresh token was given to another client"));
    }
    if recipe.sends(Source::RedirectUri)
        && let Some(uri) = captured.get(Source::RedirectUri)
        && !world.settings.knows_redirect_uri(uri)
    {
        return Err(Refusal::grant("`redirect_uri` is not registered"));
    }
    given.audience = captured.resources_of(&given.resources)?;
    let granted = given.scopes.clone();
    if let Some(asked) = captured.get(Source::Scope) {
        let asked = scopes(world, Some(asked))?;
        if asked.iter().any(|scope| !given.scopes.contains(scope)) {
            return Err(Refusal::new("invalid_scope", "A refresh cannot widen the scope"));
        }
        given.scopes = asked;
    }
    if world.spec.grants.refresh_token.is_some_and(|grant| grant.same_token) {
        let lifetime = world.settings.lifetime;
        ledger.prolong(family, lifetime.map(|lifetime| world.clock.now() + lifetime));
        return kept(world, family, &given.client_id);
    }
    // Each refresh token that is given is one more to be spent: a token that came without stays without.
    let (renewable, same) = match (sent, world.settings.rotation) {
        (None, _) | (Some(_), Rotation::Omit) => (false, None),
        (Some(text), Rotation::Rotate) => {
            ledger.rotate(text);
            (true, None)
        }
        (Some(text), Rotation::Keep) => (true, Some(text.to_owned())),
    };
    // One that is used begins a new time of rest.
    if let (Some(text), None, Some(idle)) =
        (sent, world.settings.refresh_token_lifetime, world.settings.refresh_token_idle)
    {
        ledger.touch(text, world.clock.now() + idle);
    }
    let ask = Issue {
        family: Some(family),
        renewable,
        refresh: same,
        refresh_scopes: Some(granted),
        ..Issue::new(given, recipe.grant.name(), recipe.answer)
    };
    issue(world, ledger, ask)
}

fn spend(world: &World, ledger: &mut Ledger, text: &str) -> Result<(Given, Family), Refusal> {
    match ledger.refresh(text, world.clock.now()) {
        Spent::Good(token) => Ok((token.given, token.family)),
        Spent::Unknown => Err(Refusal::grant("The refresh token is unknown")),
        Spent::Expired => Err(Refusal::grant("The refresh token has expired")),
        Spent::Revoked => Err(Refusal::grant("The refresh token was revoked")),
        Spent::Reused => Err(Refusal::grant(
            "The refresh token was used before; all tokens that came of it are revoked now",
        )),
    }
}

/// A token that came without a refresh token is renewed with itself, also when it has expired; where
/// the request does not show it either, it is the client's newest one.
fn without(
    world: &World,
    ledger: &Ledger,
    by: &Authenticated<'_>,
    captured: &Captured,
) -> Result<(Given, Family), Refusal> {
    let beside = captured.get(Source::IdToken).and_then(|text| ledger.beside(text));
    let shown = captured.get(Source::AccessToken).map(str::to_owned).or(beside);
    let Some(text) = shown else {
        let token = ledger.last(&by.client.id);
        let token = token.ok_or_else(|| Refusal::grant("There is no token to renew"))?;
        // One before it is not meant.
        if token.revoked {
            return Err(Refusal::grant("The access token was revoked"));
        }
        return Ok((token.given.clone(), token.family));
    };
    match ledger.access(&text, world.clock.now()) {
        Standing::Good(token) | Standing::Expired(token) => Ok((token.given, token.family)),
        Standing::Unknown => Err(Refusal::grant("The access token is unknown")),
        Standing::Revoked => Err(Refusal::grant("The access token was revoked")),
    }
}
