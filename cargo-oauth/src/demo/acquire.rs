//! A token without a word: for flows that begin with one.

use oauth_emulator::Decision;
use oauth_runtime::{AnyProvider, Error, Pending, Token};

use super::browser::{self, Trip, Way};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{direct, show};

/// A token by the first grant that brings a refresh token too, if one does, else by any.
pub(super) async fn token(story: &mut Story<'_>, stage: &Stage) -> Told<Token<AnyProvider>> {
    let outcome = if stage.spec.grants.authorization_code.is_some() {
        let trip = browser::travel(story, stage, Way::Code, Decision::Allow).await?;
        finish(stage, &trip).await
    } else if let Some(grant) = direct::offered(stage).first() {
        direct::call(stage, &stage.client, grant).send().await
    } else {
        let trip = browser::travel(story, stage, Way::Implicit, Decision::Allow).await?;
        let pending = Pending::restore(&trip.saved);
        pending.and_then(|pending| stage.client.accept_implicit(pending, &trip.callback))
    };
    let token = story.need("there is no token to begin with", outcome)?;
    drop(show::take(story, stage));
    Ok(token)
}

async fn finish(stage: &Stage, trip: &Trip) -> Result<Token<AnyProvider>, Error> {
    stage.client.finish(Pending::restore(&trip.saved)?, &trip.callback).await
}
