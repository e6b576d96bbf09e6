//! Grants of one token request: password, client credentials, and those of the provider's own.

use oauth_runtime::{AnyProvider, Client, Json, TokenCall, Value};
use oauth_spec::{CallParameter, ParameterKind, Renewal, Source};

use super::stage::Stage;
use super::story::{Story, Told};
use super::{declared, exchange, life};

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
    let call = match grant {
        "password" => client.password(emulator.username(), emulator.password()),
        "client_credentials" => client.client_credentials(),
        custom => client.custom_grant(custom, values(stage, custom)),
    };
    let scoped = declared::request(stage, grant).is_some_and(|it| it.sends(Source::Scope));
    match stage.spec.scopes.known.first() {
        Some(scope) if scoped => call.scope(scope.value),
        _ => call,
    }
}

/// The grants of this kind that the provider offers, by their names in TOML.
pub(super) fn offered(stage: &Stage) -> Vec<&'static str> {
    let grants = stage.spec.grants;
    let password = grants.password.map(|_| "password");
    let client = grants.client_credentials.map(|_| "client_credentials");
    password.into_iter().chain(client).chain(grants.custom.iter().map(|grant| grant.name)).collect()
}

fn values(stage: &Stage, grant: &str) -> Vec<(&'static str, Value)> {
    let accepted = stage.emulator.accepts(grant);
    let value = |parameter: &CallParameter| {
        let value = match (parameter.kind, accepted.get(parameter.name)?) {
            (ParameterKind::Secret, Json::String(text)) => Value::Secret(text.as_str().into()),
            (_, Json::String(text)) => Value::Text(text.clone()),
            (_, Json::Bool(truth)) => Value::Boolean(*truth),
            (_, other) => Value::Integer(other.as_i64()?),
        };
        Some((parameter.name, value))
    };
    let declared = stage.spec.grants.custom(grant);
    declared.map(|grant| grant.parameters.iter().filter_map(value).collect()).unwrap_or_default()
}
