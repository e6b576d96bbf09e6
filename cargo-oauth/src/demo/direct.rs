//! Grants of one token request: password, client credentials, and those of the provider's own.

use oauth_runtime::{AnyProvider, Client, TokenCall};
use oauth_spec::{Grants, Renewal, Source};

use super::stage::Stage;
use super::story::{Story, Told};
use super::{declared, exchange, life, sample};

/// Asks for a token, and tells its life.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, grant: &'static str) -> Told {
    let call = call(stage, &stage.client, grant);
    let token = exchange::token(story, stage, grant, call.clone(), None).await?;
    let again = (declared::renewal(stage, grant) == Renewal::Reacquire).then_some(call);
    life::tell(story, stage, token, again).await
}

/// The call that asks for a token, with values that the emulator takes.
pub(super) fn call(
    stage: &Stage,
    client: &Client<AnyProvider>,
    grant: &'static str,
) -> TokenCall<AnyProvider> {
    let emulator = &stage.emulator;
    let values = sample::values(stage, grant);
    let call = match grant {
        "password" => client.password(emulator.username(), emulator.password()).values(values),
        "client_credentials" => client.client_credentials().values(values),
        custom => client.custom_grant(custom, values),
    };
    let scoped = stage.spec.grants.token_request(grant).is_some_and(|it| it.sends(Source::Scope));
    // What the client gets for itself is about no user.
    let is_fit = |scope: &&str| grant != "client_credentials" || *scope != "openid";
    match declared::scopes(stage.spec).find(is_fit) {
        Some(scope) if scoped => call.scope(scope),
        _ => call,
    }
}

/// The grants of this kind that the provider offers, by their names in TOML. Those that follow others
/// by themselves are played with these.
pub(super) fn offered(stage: &Stage) -> Vec<&'static str> {
    among(&stage.spec.grants)
}

/// The same of these grants.
pub(super) fn among(grants: &Grants) -> Vec<&'static str> {
    let password = grants.password.map(|_| "password");
    let client = grants.client_credentials.map(|_| "client_credentials");
    let custom = grants.custom.iter().filter(|grant| grant.after.is_empty());
    password.into_iter().chain(client).chain(custom.map(|grant| grant.name)).collect()
}
