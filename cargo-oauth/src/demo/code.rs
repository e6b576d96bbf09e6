//! The flows that begin in the browser, from the consent page to the end of the token's life.

use oauth_runtime::{AnyProvider, Authorized, Error, Pending, Token};
use oauth_spec::{Renewal, Source};

use super::browser::{self, Trip, Way};
use super::declared::{self, span};
use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::chain;
use super::{exchange, life, show};

/// The authorization code flow.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let trip = browser::tell(story, stage, Way::Code).await?;
    let authorized = accepted(story, stage, &trip)?;
    let call = stage.client.exchange(&authorized);
    let token = exchange::token(story, stage, Way::Code.grant(), call, None).await?;
    life::tell(story, stage, token, None).await
}

/// The implicit flow: there is no exchange, the token is in the redirect.
pub(super) async fn tell_implicit(story: &mut Story<'_>, stage: &Stage) -> Told {
    let trip = browser::tell(story, stage, Way::Implicit).await?;
    let token = accepted_implicit(&stage.client, &trip);
    let token = story.need("the redirect was refused", token)?;
    let sent = show::take(story, stage);
    let left = token.expires_at().and_then(|at| at.duration_since(stage.now()).ok());
    let renewable = declared::renewal(stage, "implicit") == Renewal::RefreshToken;
    let mut facts =
        believed(stage, Way::Implicit, &trip).unless(!sent.is_empty(), chain(&sent)).unless(
            renewable && token.refresh_token().is_none(),
            "there is no refresh token in the fragment",
        );
    if let Some(left) = left {
        facts = facts.and(true, format!("the token lives {}", span(left)), "");
    }
    story.step(&facts)?;
    life::tell(story, stage, token, None).await
}

/// Lets the client judge the callback, and tells what it has checked.
pub(super) fn accepted(
    story: &mut Story<'_>,
    stage: &Stage,
    trip: &Trip,
) -> Told<Authorized<AnyProvider>> {
    let pending = Pending::restore(&trip.saved);
    let authorized = pending.and_then(|pending| stage.client.accept(pending, &trip.callback));
    let authorized = story.need("the callback was refused", authorized)?;
    let sent = show::take(story, stage);
    story.step(&believed(stage, Way::Code, trip).unless(!sent.is_empty(), chain(&sent)))?;
    Ok(authorized)
}

fn accepted_implicit(
    client: &oauth_runtime::Client<AnyProvider>,
    trip: &Trip,
) -> Result<Token<AnyProvider>, Error> {
    client.accept_implicit(Pending::restore(&trip.saved)?, &trip.callback)
}

/// What a callback that was accepted had to show.
fn believed(stage: &Stage, way: Way, trip: &Trip) -> Facts {
    let mut facts = Facts::default();
    let signature = stage.spec.callback.signature;
    if let (Some(signature), Way::Code) = (signature, way) {
        facts = facts.and(true, format!("the signature `{}` is right", signature.parameter), "");
    }
    let request = way.request(stage.spec);
    if request.is_some_and(|request| request.sends(Source::State)) {
        facts = facts.and(true, "`state` is this authorization's own", "");
    }
    if trip.iss {
        facts = facts.and(true, "`iss` is the provider", "");
    }
    match way {
        Way::Code => facts.and(true, "nothing was sent yet", ""),
        Way::Implicit => facts,
    }
}
