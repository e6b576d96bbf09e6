//! A token that the application itself gives up.

use oauth_emulator::Step;
use oauth_runtime::AgainReason;
use oauth_spec::Renewal;

use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::watched::Watched;
use super::wire::{chain, steps};
use super::{acquire, declared, life, show};

/// Tells the revocation, and that the token is worth nothing afterwards.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let token = acquire::token(story, stage).await?;
    let outcome = stage.client.revoke(&token).send().await;
    let exchanges = show::take(story, stage);
    for exchange in &exchanges {
        show::request(story, stage, exchange);
        show::answer(story, exchange);
    }
    story.need("the revocation failed", outcome)?;
    let only_this = matches!(steps(&exchanges).as_slice(), [(Step::Revocation, 200..=299)]);
    story.step(&Facts::default().and(
        only_this,
        "the provider has revoked it",
        chain(&exchanges),
    ))?;

    let renewal = declared::renewal(stage, token.grant());
    let had_refresh_token = token.refresh_token().is_some();
    let watched = Watched::start(stage, token, None);
    if stage.spec.endpoints.api.is_none() || renewal == Renewal::Reacquire {
        return Ok(());
    }
    let outcome = watched.call().await;
    let exchanges = show::take(story, stage);
    let refused = (Step::Api, stage.spec.api.expired.status);
    let facts = Facts::of(format!("used all the same: {}", chain(&exchanges)))
        .unless(steps(&exchanges).first() != Some(&refused), "the API still takes it");
    let reason = match renewal {
        Renewal::RefreshToken if had_refresh_token => AgainReason::RenewalRefused,
        _ => AgainReason::Refused,
    };
    story.step(&life::again(facts, outcome.err().as_ref(), reason))
}
