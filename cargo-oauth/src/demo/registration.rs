//! A client that makes itself known (RFC 7591), and what it can do then.

use oauth_emulator::{Decision, Step};
use oauth_runtime::{ClientMetadata, Json, Pending};

use super::browser::{self, Way};
use super::facts::Facts;
use super::show;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{chain, steps};

/// Registers a client, and signs a user in with it.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let builder = stage.builder();
    let outcome = builder.register(ClientMetadata::default()).await;
    let exchanges = show::take(story, stage);
    if let Some(secret) = outcome.as_ref().ok().and_then(|it| it.client_secret.as_ref()) {
        story.masks.replace(secret.expose(), "‹secret›");
    }
    for exchange in &exchanges {
        if let Some(Json::String(token)) = exchange.member("registration_access_token") {
            story.masks.shorten(&token);
        }
    }
    show::all(story, stage, &exchanges);
    let registration = story.need("the registration failed", outcome)?;
    let client =
        story.need("the client cannot be built", builder.registered(&registration).build())?;
    let is_public = registration.client_secret.is_none();
    let what = if is_public { "it has an id" } else { "it has an id and a secret" };
    let facts = Facts::of(format!("the provider knows the client now: {what}"))
        .unless(steps(&exchanges) != [(Step::Registration, 201)], chain(&exchanges));
    story.step(&facts)?;
    if stage.spec.grants.authorization_code.is_none() {
        return Ok(());
    }
    let trip = browser::travel(story, stage, &client, Way::Code, Decision::Allow).await?;
    let pending = story.need("it was not kept", Pending::restore(&trip.saved))?;
    let outcome = client.finish(pending, &trip.callback).await;
    let exchanges = show::take(story, stage);
    story.need("nobody has signed in", outcome)?;
    let first = steps(&exchanges).first().copied();
    let facts = Facts::of("a user has signed in with it")
        .unless(first != Some((Step::Token, 200)), chain(&exchanges));
    story.step(&facts)
}
