//! Another way of writing token requests, and how it differs.

use oauth_emulator::Decision;
use oauth_runtime::{AnyProvider, Client, Pending, TokenCall};
use oauth_spec::Variant;

use super::browser::{self, Trip, Way};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{acquire, declared, direct, exchange, show};

/// Sends one request in that way: a refresh if it concerns one, else the first grant that it concerns.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, variant: &'static Variant) -> Told {
    let client = story.need("there is no client", stage.client_of_variant(variant.name))?;
    if variant.authorization_endpoint.is_some() && Way::Code.request(stage.spec).is_some() {
        let trip = browser::tell(story, stage, &client, Way::Code).await?;
        let call = exchange_of(story, stage, &client, &trip).await?;
        return exchange::token(story, stage, Way::Code.grant(), call, Some(variant))
            .await
            .map(drop);
    }
    let Some((grant, call)) = call(story, stage, &client, variant).await? else {
        story.note("it concerns no grant that asks the token endpoint");
        return Ok(());
    };
    if let Some(plain) = stage.spec.grants.token_request(grant) {
        let endpoint = declared::endpoint(stage, &plain).unwrap_or_default();
        let place = declared::place(plain.parameters_in);
        story.note(&format!("a `{grant}` request goes {place} to {endpoint}; with this variant:"));
    }
    exchange::token(story, stage, grant, call, Some(variant)).await.map(drop)
}

/// A call that the variant concerns, by the name of its grant.
async fn call(
    story: &mut Story<'_>,
    stage: &Stage,
    client: &Client<AnyProvider>,
    variant: &Variant,
) -> Told<Option<(&'static str, TokenCall<AnyProvider>)>> {
    if stage.spec.grants.refresh_token.is_some() && variant.concerns("refresh_token") {
        let token = acquire::token(story, stage).await?;
        if token.refresh_token().is_some() || !declared::takes_refresh_token(stage) {
            return Ok(Some(("refresh_token", client.refresh(&token))));
        }
    }
    if let Some(grant) = direct::offered(stage).into_iter().find(|grant| variant.concerns(grant)) {
        return Ok(Some((grant, direct::call(stage, client, grant))));
    }
    let grant = Way::Code.grant();
    if Way::Code.request(stage.spec).is_none() || !variant.concerns(grant) {
        return Ok(None);
    }
    let trip = browser::travel(story, stage, client, Way::Code, Decision::Allow).await?;
    let call = exchange_of(story, stage, client, &trip).await?;
    Ok(Some((grant, call)))
}

/// The exchange of what a trip has brought.
async fn exchange_of(
    story: &mut Story<'_>,
    stage: &Stage,
    client: &Client<AnyProvider>,
    trip: &Trip,
) -> Told<TokenCall<AnyProvider>> {
    let pending = story.need("it was not kept", Pending::restore(&trip.saved))?;
    let authorized = client.accept_response(pending, trip.callback.as_str()).await;
    let authorized = story.need("the callback was refused", authorized)?;
    drop(show::take(story, stage));
    Ok(client.exchange(&authorized))
}
