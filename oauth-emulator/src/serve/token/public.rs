//! PKCE of public clients only: who authenticates must send none, who does not must.

use oauth_spec::Source;

use crate::http::Arrived;
use crate::script::{Credential, Grant, Recipe};
use crate::serve::captured::Captured;
use crate::serve::given::{Given, find};
use crate::serve::refusal::Refusal;
use crate::serve::token::client::Authenticated;
use crate::world::World;

/// Refuses the exchange of a client that has sent PKCE and should not have, or the other way round.
pub(super) fn verifier(
    world: &World,
    recipe: &Recipe,
    by: &Authenticated<'_>,
    arrived: &Arrived,
    given: &[Given],
    captured: &Captured,
) -> Result<(), Refusal> {
    let code = world.spec.grants.authorization_code;
    if !matches!(recipe.grant, Grant::AuthorizationCode)
        || code.is_none_or(|grant| grant.confidential.is_none())
    {
        return Ok(());
    }
    let mut carriers = recipe.all().filter(|wanted| wanted.sends(Source::CodeVerifier));
    let name = carriers.next().map_or("code_verifier", |wanted| wanted.name);
    // Without TLS nobody sees whether the client would show a certificate.
    let is_unseen = world.tls.is_none()
        && recipe.credentials.iter().any(|it| matches!(it, Credential::Certificate(_)));
    match (authenticates(world, recipe, by, arrived, given), captured.get(Source::CodeVerifier)) {
        (true, Some(_)) => {
            Err(Refusal::request(format!("`{name}` is for clients that do not authenticate")))
        }
        (false, None) if !is_unseen => Err(Refusal::request(format!("`{name}` is missing"))),
        _ => Ok(()),
    }
}

/// Whether something in a request shows who the client is, beyond its name.
fn authenticates(
    world: &World,
    recipe: &Recipe,
    by: &Authenticated<'_>,
    arrived: &Arrived,
    given: &[Given],
) -> bool {
    let has = |name: &str| find(given, name).is_some();
    recipe.credentials.iter().any(|credential| match credential {
        Credential::Basic => arrived.header("authorization").is_some(),
        Credential::Post => has(world.spec.client.secret_parameter),
        Credential::Assertion { .. } => has("client_assertion"),
        Credential::Declared { headers, parameters, .. } => {
            !(headers.is_empty() && parameters.is_empty())
                && headers.iter().all(|header| arrived.header(header.name).is_some())
                && parameters.iter().all(|parameter| has(parameter.name))
        }
        Credential::Certificate(_) => by.certificate.is_some(),
        Credential::None => false,
    })
}
