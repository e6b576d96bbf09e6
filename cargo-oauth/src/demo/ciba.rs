//! Backchannel authentication: a user is named, asked elsewhere, and there is a token once they agree.

use oauth_emulator::Step;
use oauth_runtime::{
    AgainReason, AnyProvider, BackchannelAuthentication, DevicePoll, Error, Token, UserHint,
};

use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{chain, steps};
use super::{declared, exchange, life, show};

const GRANT: &str = "ciba";
/// What the user sees on both devices.
const MESSAGE: &str = "W4SCT";

/// Tells the whole flow, and the life of its token.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let asked = named(story, stage).await?;
    let outcome = stage.client.poll_ciba(&asked).send().await;
    let exchanges = show::take(story, stage);
    let facts = Facts::of(format!("the user has not decided yet: {}", chain(&exchanges)));
    let pending = matches!(outcome, Ok(DevicePoll::Pending));
    story.step(&facts.unless(!pending, "the answer was not understood"))?;
    story.note(&format!("the user sees {MESSAGE} on their own device and agrees"));
    let outcome = approved(story, stage, &asked).await?;
    let token = exchange::received_token(story, stage, GRANT, outcome, None)?;
    life::tell(story, stage, token, None).await
}

/// Tells how it begins.
pub(super) async fn tell_begun(story: &mut Story<'_>, stage: &Stage) -> Told {
    named(story, stage).await.map(drop)
}

/// Tells that the user refuses.
pub(super) async fn tell_refused(story: &mut Story<'_>, stage: &Stage) -> Told {
    let asked = named(story, stage).await?;
    let known = stage.emulator.deny(MESSAGE);
    story.note(&format!("the user sees {MESSAGE} on their own device and refuses"));
    let outcome = stage.client.poll_ciba(&asked).send().await;
    let exchanges = show::take(story, stage);
    let denied = matches!(
        &outcome,
        Err(Error::AuthorizeAgain(again)) if again.reason() == AgainReason::BackchannelDenied
    );
    let facts = Facts::of(format!("the client gives up: {}", chain(&exchanges)));
    story.step(&facts.unless(!known || !denied, "the refusal was not understood"))
}

/// A token without a word.
pub(super) async fn agreed(
    story: &mut Story<'_>,
    stage: &Stage,
) -> Told<Result<Token<AnyProvider>, Error>> {
    let asked = story.need("nobody was asked", ask(stage).await)?;
    approved(story, stage, &asked).await
}

async fn named(
    story: &mut Story<'_>,
    stage: &Stage,
) -> Told<BackchannelAuthentication<AnyProvider>> {
    let outcome = ask(stage).await;
    let exchanges = show::take(story, stage);
    if let Ok(asked) = &outcome {
        story.masks.shorten(asked.id().expose());
    }
    show::all(story, stage, &exchanges);
    let asked = story.need("nobody was asked", outcome)?;
    let left = asked.expires_at().duration_since(stage.now()).unwrap_or_default();
    let facts = Facts::of(format!("the user is asked, for {}", declared::span(left)));
    let wrong = steps(&exchanges) != [(Step::Backchannel, 200)];
    story.step(&facts.unless(wrong, chain(&exchanges)))?;
    Ok(asked)
}

async fn ask(stage: &Stage) -> Result<BackchannelAuthentication<AnyProvider>, Error> {
    let user = UserHint::login(stage.emulator.username());
    stage.client.ciba(user).binding_message(MESSAGE).await
}

/// A poll after the user has agreed, and after the interval.
async fn approved(
    story: &mut Story<'_>,
    stage: &Stage,
    asked: &BackchannelAuthentication<AnyProvider>,
) -> Told<Result<Token<AnyProvider>, Error>> {
    if !stage.emulator.approve(MESSAGE) {
        return story.need("the user cannot agree", Err("nobody waits for this user"));
    }
    stage.wait(asked.interval());
    match stage.client.poll_ciba(asked).send().await {
        Ok(DevicePoll::Token(token)) => Ok(Ok(token)),
        Err(error) => Ok(Err(error)),
        _ => story.need("the poll failed", Err("the user has agreed, and there is no token")),
    }
}
