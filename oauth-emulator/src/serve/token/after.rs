//! The exchange of a token that another grant has just given.

use oauth_spec::{CustomGrant, Renewal, Source};

use super::client::Authenticated;
use super::issue::{Issue, Issued, issue};
use crate::ledger::{Ledger, Spent, Standing};
use crate::script::Recipe;
use crate::serve::captured::Captured;
use crate::serve::refusal::Refusal;
use crate::world::World;

pub(super) fn after(
    world: &World,
    ledger: &mut Ledger,
    by: &Authenticated<'_>,
    (custom, recipe): (&'static CustomGrant, &Recipe),
    captured: &Captured,
) -> Result<Issued, Refusal> {
    let now = world.clock.now();
    let beside = captured.get(Source::IdToken).and_then(|text| ledger.beside(text));
    let shown = captured.get(Source::AccessToken).map(str::to_owned).or(beside);
    let (given, family) = match (shown, captured.get(Source::RefreshToken)) {
        (Some(text), _) => match ledger.access(&text, now) {
            Standing::Good(token) => (token.given, token.family),
            _ => return Err(Refusal::grant("The token to exchange is not good")),
        },
        (None, Some(text)) => match ledger.refresh(text, now) {
            Spent::Good(token) => (token.given, token.family),
            _ => return Err(Refusal::grant("The token to exchange is not good")),
        },
        (None, None) => {
            let newest = ledger.newest(&by.client.id);
            let newest = newest.ok_or_else(|| Refusal::grant("There is no token to exchange"))?;
            (newest.given, newest.family)
        }
    };
    if given.client_id != by.client.id {
        return Err(Refusal::grant("The token was given to another client"));
    }
    // What this answer leaves out stays: a refresh token that is there already is not given again.
    let renewable = recipe.renewal == Renewal::RefreshToken && !ledger.has_refresh(family);
    let ask =
        Issue { family: Some(family), renewable, ..Issue::new(given, custom.name, recipe.answer) };
    issue(world, ledger, ask)
}
