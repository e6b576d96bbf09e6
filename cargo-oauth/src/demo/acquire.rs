//! A token without a word: for flows that begin with one.

use oauth_emulator::Decision;
use oauth_runtime::{AnyProvider, Error, Pending, Token};
use oauth_spec::Renewal;

use super::browser::{self, Trip, Way};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{ciba, code, declared, device, direct, show};

/// Whether any grant gives an access token.
pub(super) fn is_possible(stage: &Stage) -> bool {
    let grants = stage.spec.grants;
    grants.authorization_code.is_some()
        || !direct::offered(stage).is_empty()
        || grants.device_code.is_some()
        || grants.ciba.is_some()
        || grants.personal_access_token.is_some()
        || grants.implicit.is_some_and(|grant| grant.gives_access())
}

/// A token by the first grant that brings a refresh token too, if one does, else by any.
pub(super) async fn token(story: &mut Story<'_>, stage: &Stage) -> Told<Token<AnyProvider>> {
    let grants = stage.spec.grants;
    let brings = |grant: &str| declared::renewal(stage, grant) == Renewal::RefreshToken;
    let offered = direct::offered(stage);
    let renewed = offered.iter().find(|grant| brings(grant));
    // Who asks for himself gets none, while a device may.
    let is_device = renewed.is_none() && grants.device_code.is_some() && brings("device_code");
    let is_ciba = renewed.is_none() && !is_device && grants.ciba.is_some() && brings("ciba");
    let direct = renewed.or(offered.first()).filter(|_| !is_device && !is_ciba);
    let outcome = if grants.authorization_code.is_some() {
        let trip = travel(story, stage, Way::Code).await?;
        finish(stage, &trip).await
    } else if let Some(grant) = direct {
        direct::call(stage, &stage.client, grant).send().await
    } else if grants.device_code.is_some() && !is_ciba {
        device::agreed(story, stage).await?
    } else if grants.ciba.is_some() {
        ciba::agreed(story, stage).await?
    } else if grants.implicit.is_some_and(|grant| grant.gives_access()) {
        let trip = travel(story, stage, Way::Implicit).await?;
        code::implicit(stage, &trip)
    } else {
        let text = stage.emulator.issue_personal_access_token(None);
        stage.client.personal_access_token(text, None)
    };
    let token = story.need("there is no token to begin with", outcome)?;
    // What came without a request may lack what belongs to it.
    let token = if token.is_unfinished() {
        let finished = stage.client.resume(&token).send().await;
        story.need("what belongs to the token failed", finished)?
    } else {
        token
    };
    drop(show::take(story, stage));
    Ok(token)
}

async fn travel(story: &mut Story<'_>, stage: &Stage, way: Way) -> Told<Trip> {
    browser::travel(story, stage, &stage.client, way, Decision::Allow).await
}

async fn finish(stage: &Stage, trip: &Trip) -> Result<Token<AnyProvider>, Error> {
    stage.client.finish(Pending::restore(&trip.saved)?, &trip.callback).await
}
