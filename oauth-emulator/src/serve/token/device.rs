//! The poll for the token of a device (RFC 8628, 3.4 and 3.5), or of a backchannel authentication (CIBA Core,
//! 10.1 and 11).

use oauth_spec::{Renewal, Source};

use super::client::Authenticated;
use super::issue::{Issue, Issued, issue};
use crate::ledger::{Allowed, Given, Ledger, Polled};
use crate::script::{Grant, Recipe};
use crate::serve::captured::Captured;
use crate::serve::refusal::Refusal;
use crate::world::World;

pub(super) fn device(
    world: &World,
    ledger: &mut Ledger,
    by: &Authenticated<'_>,
    recipe: &Recipe,
    captured: &Captured,
) -> Result<Issued, Refusal> {
    let is_device = matches!(recipe.grant, Grant::DeviceCode);
    let name = if is_device { "device_code" } else { "auth_req_id" };
    let text = captured.get(Source::Parameter(name)).unwrap_or_default();
    let device = match ledger.poll_device(text, &by.client.id, world.clock.now()) {
        Polled::Good(device) => *device,
        Polled::Unknown => return Err(Refusal::grant(format!("The `{name}` is unknown"))),
        Polled::Pending => {
            return Err(Refusal::new("authorization_pending", "The user has not decided yet"));
        }
        Polled::TooEarly => return Err(Refusal::new("slow_down", "That was too early")),
        Polled::Denied => return Err(Refusal::new("access_denied", "The user did not allow it")),
        Polled::Expired => return Err(Refusal::new("expired_token", "The codes have expired")),
    };
    let said = captured.get(Source::Parameter("user_code"));
    if is_device && said.is_some_and(|said| said != device.user_code) {
        return Err(Refusal::grant("The user code does not belong to the device code"));
    }
    let user = match device.decision {
        Some(Allowed::By(user)) => device.user.or(Some(user)),
        _ => None,
    };
    // A device that does not ask for a refresh token where that takes a scope gets none.
    let offline = world.spec.grants.device_code.filter(|_| is_device).and_then(|it| it.offline);
    let asks = offline.is_none_or(|offline| {
        offline.scopes.iter().all(|scope| device.scopes.iter().any(|each| each == scope))
    });
    let given = Given {
        bound_to: by.bound(captured),
        grant: recipe.grant.name(),
        client_id: by.client.id.clone(),
        scopes: device.scopes,
        other_scopes: Vec::new(),
        nonce: None,
        details: device.details,
        resources: Vec::new(),
        audience: Vec::new(),
        user,
    };
    let renewable = recipe.renewal == Renewal::RefreshToken && asks;
    let ask = Issue { renewable, ..Issue::new(given, recipe.grant.name(), recipe.answer) };
    let issued = issue(world, ledger, ask)?;
    ledger.spend_device(text);
    Ok(issued)
}
