//! Another environment: its first request shows where everything goes there.

use oauth_spec::Provider;

use super::browser::{self, Way};
use super::play::Disturb;
use super::stage::Stage;
use super::story::{Story, Told};
use super::variables::Invented;
use super::{ciba, code, device, direct, exchange, secrets};

/// Plays the beginning of one flow in that environment.
pub(super) async fn tell(
    story: &mut Story<'_>,
    provider: &Provider,
    name: &str,
    disturb: Disturb<'_>,
) -> Told {
    let stage = Stage::set(provider, Some(name)).await;
    let stage = story.need("the stage cannot be set", stage)?;
    secrets::of_stage(&mut story.masks, &stage);
    disturb(&stage.emulator);
    tell_invented(story, &stage);
    if Way::Code.request(stage.spec).is_some() {
        let trip = browser::tell(story, &stage, &stage.client, Way::Code).await?;
        return code::accepted(story, &stage, &trip).await.map(drop);
    }
    if let Some(grant) = direct::offered(&stage).first() {
        let call = direct::call(&stage, &stage.client, grant);
        return exchange::token(story, &stage, grant, call, None).await.map(drop);
    }
    if Way::Implicit.request(stage.spec).is_some() {
        let trip = browser::tell(story, &stage, &stage.client, Way::Implicit).await?;
        let outcome = Way::Implicit.judge(&stage.client, &trip, &trip.callback).await;
        return story.need("the redirect was refused", outcome);
    }
    if stage.spec.grants.device_code.is_some() {
        return device::tell_begun(story, &stage).await;
    }
    if stage.spec.grants.ciba.is_some() {
        return ciba::tell_begun(story, &stage).await;
    }
    story.note("no flow of this provider begins with a request");
    Ok(())
}

/// Says what the play leaves out, and which values nobody but an application knows, and what they are here.
pub(super) fn tell_invented(story: &mut Story<'_>, stage: &Stage) {
    if stage.spec.client.certificate {
        story.note("the client shows a certificate where it connects, which here is without TLS");
    }
    if stage.invented.is_empty() {
        return;
    }
    let shown = |it: &Invented| {
        let value = if it.is_key { "‹key›" } else { it.value.as_str() };
        format!("{}={value}", it.name)
    };
    let values: Vec<String> = stage.invented.iter().map(shown).collect();
    story.note(&format!("made up, for only an application knows it: {}", values.join(" ")));
}
