//! Certificates that clients show (RFC 8705).

use super::refusal::Refusal;
use crate::http::Arrived;
use crate::settings::Client;
use crate::world::World;

/// Whether tokens are bound to certificates here.
pub(super) fn binds(world: &World) -> bool {
    world.tls.is_some() && world.spec.client.shows_certificate()
}

/// The thumbprint of the certificate that a client authenticates with; none where connections show nothing.
pub(super) fn of_client(
    world: &World,
    arrived: &Arrived,
    client: &Client,
) -> Result<Option<String>, Refusal> {
    let Some(tls) = &world.tls else { return Ok(None) };
    let Some(shown) = &arrived.certificate else {
        return Err(Refusal::client("The connection shows no certificate of the client's"));
    };
    let mut registered = tls.registered(&client.id);
    registered.extend(world.settings.certificates_of(client));
    if !registered.is_empty() && !registered.contains(shown) {
        return Err(Refusal::client(
            "The connection shows another certificate than the one that the client has registered",
        ));
    }
    Ok(Some(shown.clone()))
}

/// Whether the connection shows the certificate that a token is bound to (RFC 8705, 3).
pub(super) fn of_token(arrived: &Arrived, bound_to: Option<&str>) -> Result<(), Refusal> {
    if bound_to.is_none() || bound_to == arrived.certificate.as_deref() {
        return Ok(());
    }
    let why = "The token is bound to a certificate that the connection does not show";
    Err(Refusal::new("invalid_token", why))
}
