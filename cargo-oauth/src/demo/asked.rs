//! Calls of the API that the application asks for.

use oauth_spec::{Call, CallTime, ProviderSpec};

use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{chain as told, steps};
use super::{acquire, chain, exchange, show};

/// The calls that are declared for the application to ask for.
pub(super) fn offered(spec: &ProviderSpec) -> impl Iterator<Item = &'static Call> {
    spec.calls.iter().filter(|call| call.when == CallTime::Asked)
}

/// Makes the call with a token, and compares what was read with what the provider told.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, call: &'static Call) -> Told {
    let token = acquire::token(story, stage).await?;
    let outcome = stage.client.call_json(call.name, &token).send().await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, &exchanges);
    let read = story.need("the call failed", outcome)?;
    let expected = chain::before_call(stage.spec, call);
    let facts = Facts::default().unless(steps(&exchanges) != expected, told(&exchanges));
    story.step(&exchange::read(stage, call.name, Some(&read), facts))
}
