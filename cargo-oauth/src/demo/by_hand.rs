//! Tokens that a person makes at the provider and hands to the application.

use std::time::Duration;

use oauth_emulator::Step;
use oauth_runtime::{AgainReason, Event};
use oauth_spec::IssuedExpiry;

use super::declared::span;
use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::watched::Watched;
use super::wire::{chain, steps};
use super::{code, life, show};

/// The date that is chosen for the token.
const LIFE: Duration = Duration::from_secs(30 * 86_400);
/// A session warns a week ahead.
const WARNED: Duration = Duration::from_secs(6 * 86_400);

/// Tells the life of such a token.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, expiry: IssuedExpiry) -> Told {
    let chosen = (expiry == IssuedExpiry::Chosen).then_some(LIFE);
    let watched = made(story, stage, chosen).await?;
    story.note(&match chosen {
        Some(life) => format!("made at the provider for {}, and passed in; no request", span(life)),
        None => "made at the provider without a date, and passed in; no request".to_owned(),
    });
    if life::is_for_others(story, stage, watched.session.token().grant()) {
        return Ok(());
    }
    life::used(story, stage, &watched).await?;
    if chosen.is_some() {
        stage.wait(LIFE.saturating_sub(WARNED));
        warned(story, stage, &watched).await?;
        stage.wait(WARNED);
        let what = "on the date";
        life::over(story, stage, &watched, what, AgainReason::Expired).await?;
    }
    let watched = made(story, stage, chosen).await?;
    stage.emulator.revoke_everything();
    life::over(story, stage, &watched, "another one, revoked", AgainReason::Refused).await
}

/// A new token, in a session.
async fn made(story: &mut Story<'_>, stage: &Stage, life: Option<Duration>) -> Told<Watched> {
    let until = life.map(|life| stage.now() + life);
    let text = stage.emulator.issue_personal_access_token(until);
    story.masks.shorten(&text);
    let token = stage.client.personal_access_token(text, until);
    let token = story.need("the token was not taken", token)?;
    let token = code::resumed(story, stage, token).await?;
    Ok(Watched::start(stage, token, None))
}

/// A week before the date the application is warned, once, and calls go on.
async fn warned(story: &mut Story<'_>, stage: &Stage, watched: &Watched) -> Told {
    let first = watched.call().await;
    let second = watched.call().await;
    story.need("the call failed", first.and(second))?;
    let exchanges = show::take(story, stage);
    let expected: Vec<(Step, u16)> = watched.and_call(watched.and_call(Vec::new()));
    let is_warned = matches!(watched.events().as_slice(), [Event::ExpiresSoon { .. }]);
    let facts = Facts::of(format!("{} before the date: calls go on", span(WARNED)))
        .unless(steps(&exchanges) != expected, chain(&exchanges))
        .and(
            is_warned,
            "the application is warned, once, that it must be replaced",
            "the application was not warned exactly once",
        );
    story.step(&facts)
}
