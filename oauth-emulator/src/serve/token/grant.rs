//! What each grant asks of the request, once it is known to be well-formed.

use oauth_spec::{CustomGrant, Renewal, Source};

use super::after::after;
use super::client::Authenticated;
use super::code::code;
use super::device::device;
use super::exchange;
use super::issue::{Issue, Issued, issue};
use super::refresh::refresh;
use super::scopes::scopes;
use crate::ledger::{Given, Ledger};
use crate::sample;
use crate::script::{Grant, Recipe};
use crate::serve::captured::Captured;
use crate::serve::details::details;
use crate::serve::known;
use crate::serve::refusal::Refusal;
use crate::world::World;

/// Grants, or says why not. The books stay locked from the first look to the last entry, so that of
/// two requests with one code or one refresh token only one can win.
pub(super) fn grant(
    world: &World,
    by: &Authenticated<'_>,
    recipe: &Recipe,
    captured: &Captured,
) -> Result<Issued, Refusal> {
    let mut ledger = world.ledger();
    let own = |user: Option<String>| -> Result<Given, Refusal> {
        let scopes = scopes(world, captured.get(Source::Scope))?;
        known::may_ask(world, by.client, &scopes)?;
        Ok(Given {
            bound_to: by.bound(captured),
            grant: recipe.grant.name(),
            client_id: by.client.id.clone(),
            scopes,
            other_scopes: Vec::new(),
            nonce: None,
            resources: captured.resources()?,
            audience: captured.resources()?,
            details: details(world.spec, captured.get(Source::AuthorizationDetails))?,
            user,
        })
    };
    let given = match recipe.grant {
        Grant::AuthorizationCode => return code(world, &mut ledger, by, recipe, captured),
        Grant::DeviceCode | Grant::Ciba => {
            return device(world, &mut ledger, by, recipe, captured);
        }
        Grant::RefreshToken => return refresh(world, &mut ledger, by, recipe, captured),
        Grant::Custom(custom) if !custom.after.is_empty() => {
            return after(world, &mut ledger, by, (custom, recipe), captured);
        }
        Grant::Password => own(Some(password(world, captured)?))?,
        // RFC 6749, 4.4, where there is a way to authenticate.
        Grant::ClientCredentials if by.only_says_its_name(&recipe.credentials) => {
            let message = "Only clients that authenticate act for themselves";
            return Err(Refusal::new("unauthorized_client", message));
        }
        Grant::ClientCredentials => own(None)?,
        Grant::Custom(custom) => {
            let is_exchange = exchange::is_one(recipe);
            let user = if is_exchange {
                exchange::subject(world, &ledger, custom, captured)?
            } else {
                None
            };
            parameters(world, custom, captured, is_exchange.then_some(&*ledger))?;
            own(user)?
        }
    };
    // The client's own credentials bring none (RFC 6749, 4.4.3), unless the declaration says so.
    let renewable = recipe.renewal == Renewal::RefreshToken;
    let issued_token_type = exchange::is_one(recipe).then(|| exchange::issued(captured).to_owned());
    let ask = Issue {
        renewable,
        issued_token_type,
        ..Issue::new(given, recipe.grant.name(), recipe.answer)
    };
    issue(world, &mut ledger, ask)
}

fn password(world: &World, captured: &Captured) -> Result<String, Refusal> {
    let name = captured.get(Source::Parameter("username"));
    let password = captured.get(Source::Parameter("password"));
    let mut users = world.settings.users.iter();
    let user = users
        .find(|user| Some(user.name.as_str()) == name && Some(user.password.as_str()) == password);
    user.map(|user| user.name.clone())
        .ok_or_else(|| Refusal::grant("The user name or the password is wrong"))
}

/// A required parameter must be what this emulator accepts, an optional one only of its kind. In a token
/// exchange, whose books these are, it may be a token too, and what is wrong is the request (RFC 8693,
/// 2.2.2).
fn parameters(
    world: &World,
    custom: &CustomGrant,
    captured: &Captured,
    exchange: Option<&Ledger>,
) -> Result<(), Refusal> {
    for declared in custom.parameters.iter().filter(|declared| declared.required) {
        let accepted = world.settings.accepts.get(custom.name);
        let accepted = accepted.and_then(|values| values.get(declared.name)).map(sample::text);
        let Some(given) = captured.get(Source::Parameter(declared.name)) else { continue };
        let is_live = |ledger| exchange::is_live(world, ledger, declared.name, given);
        if Some(given) != accepted.as_deref() && !exchange.is_some_and(is_live) {
            let message = format!("`{}` is wrong", declared.name);
            return Err(match exchange {
                Some(_) => Refusal::request(message),
                None => Refusal::grant(message),
            });
        }
    }
    Ok(())
}
