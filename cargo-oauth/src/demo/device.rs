//! A device: codes, a user at another screen, polls until there is a token.

use oauth_emulator::Step;
use oauth_runtime::{AgainReason, AnyProvider, DeviceAuthorization, DevicePoll, Error, Token};
use oauth_spec::Source;

use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{chain, steps};
use super::{declared, exchange, life, show};

const GRANT: &str = "device_code";

/// Tells the whole flow, and the life of its token.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let mut device = codes(story, stage).await?;
    let outcome = stage.client.poll(&device).send().await;
    let pending = matches!(outcome, Ok(DevicePoll::Pending));
    waits(story, stage, pending, "the user has not decided yet")?;
    let interval = device.interval();
    if let Ok(DevicePoll::SlowDown(longer)) = stage.client.poll(&device).send().await {
        device.slow_down(longer);
    }
    let slower = device.interval() > interval;
    let told = format!("asked too early: from now on every {} s", device.interval().as_secs());
    waits(story, stage, slower, &told)?;
    story.note(&format!("the user types {} in and agrees", device.user_code()));
    let outcome = approved(story, stage, &device).await?;
    let token = exchange::received_token(story, stage, GRANT, outcome, None)?;
    life::tell(story, stage, token, None).await
}

/// Tells how it begins.
pub(super) async fn tell_begun(story: &mut Story<'_>, stage: &Stage) -> Told {
    codes(story, stage).await.map(drop)
}

/// Tells that the user refuses.
pub(super) async fn tell_refused(story: &mut Story<'_>, stage: &Stage) -> Told {
    let device = codes(story, stage).await?;
    let known = stage.emulator.deny(device.user_code());
    story.note(&format!("the user types {} in and refuses", device.user_code()));
    let outcome = stage.client.poll(&device).send().await;
    let exchanges = show::take(story, stage);
    let denied = matches!(
        &outcome,
        Err(Error::AuthorizeAgain(again)) if again.reason() == AgainReason::DeviceDenied
    );
    let facts = Facts::of(format!("the device gives up: {}", chain(&exchanges)));
    story.step(&facts.unless(!known || !denied, "the refusal was not understood"))
}

/// A token without a word.
pub(super) async fn agreed(
    story: &mut Story<'_>,
    stage: &Stage,
) -> Told<Result<Token<AnyProvider>, Error>> {
    let device = story.need("there are no codes", ask(stage).await)?;
    approved(story, stage, &device).await
}

/// The codes, and what the user is shown.
async fn codes(story: &mut Story<'_>, stage: &Stage) -> Told<DeviceAuthorization<AnyProvider>> {
    let outcome = ask(stage).await;
    let exchanges = show::take(story, stage);
    // The page is at the emulator, in the provider's place: another address in every run.
    story.masks.replace(&format!("{}/", stage.emulator.url()), "https://");
    show::all(story, stage, &exchanges);
    let device = story.need("there are no codes", outcome)?;
    let left = device.expires_at().duration_since(stage.now()).unwrap_or_default();
    let facts = Facts::of(format!(
        "shown: {}, the code {}, for {}",
        device.verification_uri(),
        device.user_code(),
        declared::span(left)
    ));
    story.step(&facts.unless(steps(&exchanges) != [(Step::Device, 200)], chain(&exchanges)))?;
    Ok(device)
}

async fn ask(stage: &Stage) -> Result<DeviceAuthorization<AnyProvider>, Error> {
    // It asks for all that can be asked for.
    let call = stage.client.device().offline(true);
    let request = stage.spec.grants.device_code.map(|grant| grant.authorization);
    match declared::scopes(stage.spec).next() {
        Some(scope) if request.is_some_and(|it| it.sends(Source::Scope)) => {
            call.scope(scope).send()
        }
        _ => call.send(),
    }
    .await
}

/// A poll after the user has agreed, and after the interval.
async fn approved(
    story: &mut Story<'_>,
    stage: &Stage,
    device: &DeviceAuthorization<AnyProvider>,
) -> Told<Result<Token<AnyProvider>, Error>> {
    if !stage.emulator.approve(device.user_code()) {
        return story.need("the user cannot agree", Err("no device waits for this code"));
    }
    stage.wait(device.interval());
    match stage.client.poll(device).send().await {
        Ok(DevicePoll::Token(token)) => Ok(Ok(token)),
        Err(error) => Ok(Err(error)),
        _ => story.need("the poll failed", Err("the user has agreed, and there is no token")),
    }
}

/// A poll that found no token.
fn waits(story: &mut Story<'_>, stage: &Stage, as_told: bool, told: &str) -> Told {
    let exchanges = show::take(story, stage);
    let facts = Facts::of(format!("{told}: {}", chain(&exchanges)));
    story.step(&facts.unless(!as_told, "the answer was not understood"))
}
