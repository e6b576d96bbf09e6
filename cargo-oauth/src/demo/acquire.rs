//! A token without a word: for flows that begin with one.

use oauth_emulator::Decision;
use oauth_runtime::{AnyProvider, Error, Pending, Token};
use oauth_spec::{Grants, Renewal};

use super::browser::{self, Trip, Way};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{ciba, code, declared, device, direct, show};

/// Whether any grant gives an access token.
pub(super) fn is_possible(stage: &Stage) -> bool {
    gives(&stage.spec.grants)
}

/// Whether one gives a token of a user.
pub(super) fn is_possible_of_user(stage: &Stage) -> bool {
    gives(&about_users(stage))
}

/// A token by the first grant that brings a refresh token too, if one does, else by any.
pub(super) async fn token(story: &mut Story<'_>, stage: &Stage) -> Told<Token<AnyProvider>> {
    by_first(story, stage, &stage.spec.grants).await
}

/// The same of a user.
pub(super) async fn token_of_user(
    story: &mut Story<'_>,
    stage: &Stage,
) -> Told<Token<AnyProvider>> {
    by_first(story, stage, &about_users(stage)).await
}

/// The grants without the one by which the client gets a token for itself.
fn about_users(stage: &Stage) -> Grants {
    Grants { client_credentials: None, ..stage.spec.grants }
}

fn gives(grants: &Grants) -> bool {
    grants.authorization_code.is_some()
        || !direct::among(grants).is_empty()
        || grants.device_code.is_some()
        || grants.ciba.is_some()
        || grants.personal_access_token.is_some()
        || grants.implicit.is_some_and(|grant| grant.gives_access())
}

async fn by_first(
    story: &mut Story<'_>,
    stage: &Stage,
    grants: &Grants,
) -> Told<Token<AnyProvider>> {
    let device = grants.device_code.map(|_| "device_code");
    let ciba = grants.ciba.map(|_| "ciba");
    let asked: Vec<_> = direct::among(grants).into_iter().chain(device).chain(ciba).collect();
    let mut renewed =
        asked.iter().filter(|it| declared::renewal(stage, it) == Renewal::RefreshToken);
    let outcome = if grants.authorization_code.is_some() {
        let trip = travel(story, stage, Way::Code).await?;
        finish(stage, &trip).await
    } else {
        match renewed.next().or(asked.first()).copied() {
            Some("device_code") => device::agreed(story, stage).await?,
            Some("ciba") => ciba::agreed(story, stage).await?,
            Some(grant) => direct::call(stage, &stage.client, grant).send().await,
            None if grants.implicit.is_some_and(|grant| grant.gives_access()) => {
                let trip = travel(story, stage, Way::Implicit).await?;
                code::implicit(stage, &trip)
            }
            None => {
                let text = stage.emulator.issue_personal_access_token(None);
                stage.client.personal_access_token(text, None)
            }
        }
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
