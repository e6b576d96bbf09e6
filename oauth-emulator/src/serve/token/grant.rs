//! What each grant asks of the request, once it is known to be well-formed.

use oauth_spec::{CustomGrant, Renewal, Source};

use super::after::after;
use super::code::code;
use super::device::device;
use super::issue::{Issue, Issued, issue};
use super::refresh::refresh;
use super::scopes::scopes;
use crate::ledger::Given;
use crate::sample;
use crate::script::{Grant, Recipe};
use crate::serve::captured::Captured;
use crate::serve::details::details;
use crate::serve::refusal::Refusal;
use crate::settings::Client;
use crate::world::World;

/// Grants, or says why not. The books stay locked from the first look to the last entry, so that of
/// two requests with one code or one refresh token only one can win.
pub(super) fn grant(
    world: &World,
    client: &Client,
    recipe: &Recipe,
    captured: &Captured,
) -> Result<Issued, Refusal> {
    let mut ledger = world.ledger();
    let own = |user: Option<String>| -> Result<Given, Refusal> {
        Ok(Given {
            grant: recipe.grant.name(),
            client_id: client.id.clone(),
            scopes: scopes(world, captured.get(Source::Scope))?,
            other_scopes: Vec::new(),
            nonce: None,
            resources: captured.resources()?,
            audience: captured.resources()?,
            details: details(world.spec, captured.get(Source::AuthorizationDetails))?,
            user,
        })
    };
    let given = match recipe.grant {
        Grant::AuthorizationCode => return code(world, &mut ledger, client, recipe, captured),
        Grant::DeviceCode => return device(world, &mut ledger, client, recipe, captured),
        Grant::RefreshToken => return refresh(world, &mut ledger, client, recipe, captured),
        Grant::Custom(custom) if !custom.after.is_empty() => {
            return after(world, &mut ledger, client, (custom, recipe), captured);
        }
        Grant::Password => own(Some(password(world, captured)?))?,
        Grant::ClientCredentials => own(None)?,
        Grant::Custom(custom) => {
            parameters(world, custom, captured)?;
            own(None)?
        }
    };
    // RFC 6749, 4.4.3: the client's own credentials bring no refresh token.
    let renewable = recipe.renewal == Renewal::RefreshToken
        && !matches!(recipe.grant, Grant::ClientCredentials);
    let ask = Issue { renewable, ..Issue::new(given, recipe.grant.name(), recipe.answer) };
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

/// A required parameter must be what this emulator accepts, an optional one only of its kind.
fn parameters(world: &World, custom: &CustomGrant, captured: &Captured) -> Result<(), Refusal> {
    for declared in custom.parameters.iter().filter(|declared| declared.required) {
        let accepted = world.settings.accepts.get(custom.name);
        let accepted = accepted.and_then(|values| values.get(declared.name)).map(sample::text);
        let given = captured.get(Source::Parameter(declared.name));
        if given.is_some() && given != accepted.as_deref() {
            return Err(Refusal::grant(format!("`{}` is wrong", declared.name)));
        }
    }
    Ok(())
}
