//! The flows that begin in the browser, from the consent page to the end of the token's life.

use oauth_emulator::Step;
use oauth_runtime::{AnyProvider, Authorized, CallbackError, Error, Pending, SignedIn, Token};
use oauth_spec::{Renewal, ResponseMode, SignaturePlace};

use super::browser::{self, Trip, Way};
use super::chain;
use super::declared::{self, span};
use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{chain as told, steps};
use super::{exchange, life, secrets, show};

/// The authorization code flow.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let trip = browser::tell(story, stage, &stage.client, Way::Code).await?;
    let authorized = accepted(story, stage, &trip).await?;
    let call = stage.client.exchange(&authorized);
    let token = exchange::token(story, stage, Way::Code.grant(), call, None).await?;
    life::tell(story, stage, token, None).await
}

/// The same, begun by the provider: there is no `state`, and only a method of its own takes it.
pub(super) async fn tell_started(story: &mut Story<'_>, stage: &Stage) -> Told {
    let callback = story.need("the provider cannot start it", browser::started(stage))?;
    let pairs = browser::carried(stage, Way::Code, &callback);
    secrets::of_pairs(&mut story.masks, stage, &pairs);
    browser::tell_back(story, stage, Way::Code, &callback, "without having been asked");
    let accepted = stage.client.accept_initiated(&callback);
    let authorized = story.need("the callback was refused", accepted)?;
    let sent = show::take(story, stage);
    let facts = Facts::of("accepted by the method for it; nothing was sent yet");
    story.step(&facts.unless(!sent.is_empty(), told(&sent)))?;
    let call = stage.client.exchange(&authorized);
    let token = exchange::unasked_token(story, stage, Way::Code.grant(), call).await?;
    life::tell(story, stage, token, None).await?;

    let asked =
        browser::travel(story, stage, &stage.client, Way::Code, oauth_emulator::Decision::Allow)
            .await?;
    if !asked.callback.contains(&asked.state) {
        story.note(
            "no `state` is declared for authorizations that are asked for: they look the same",
        );
        return Ok(());
    }
    let outcome = stage.client.accept_initiated(&asked.callback);
    let is_seen = matches!(outcome, Err(Error::Callback(CallbackError::UnexpectedState)));
    let what = "one that was asked for is not taken for one that was not";
    story.step(&Facts::default().and(is_seen, what, "one that was asked for is taken too"))
}

/// The implicit flow: there is no exchange, the token is in the redirect.
pub(super) async fn tell_implicit(story: &mut Story<'_>, stage: &Stage) -> Told {
    let trip = browser::tell(story, stage, &stage.client, Way::Implicit).await?;
    let token = story.need("the redirect was refused", implicit(stage, &trip))?;
    let sent = show::take(story, stage);
    let left = token.expires_at().and_then(|at| at.duration_since(stage.now()).ok());
    let renewable = declared::renewal(stage, "implicit") == Renewal::RefreshToken;
    let mut facts = believed(stage, Way::Implicit, &trip)
        .unless(!sent.is_empty(), told(&sent))
        .unless(renewable && token.refresh_token().is_none(), "no refresh token came with it");
    if let Some(left) = left {
        facts = facts.and(true, format!("the token lives {}", span(left)), "");
    }
    story.step(&facts)?;
    let token = resumed(story, stage, token).await?;
    life::tell(story, stage, token, None).await
}

/// The implicit flow that brings an ID token alone: the keys that it is signed with are all that is asked for.
pub(super) async fn tell_signed_in(story: &mut Story<'_>, stage: &Stage) -> Told {
    let trip = browser::tell(story, stage, &stage.client, Way::Implicit).await?;
    let accepted = signed_in(stage, &trip).await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, exchanges.iter().filter(|each| each.request.step == Step::Keys));
    let user = story.need("the redirect was refused", accepted)?;
    let sent = show::but_keys(exchanges);
    let facts = believed(stage, Way::Implicit, &trip)
        .and(true, "`nonce` is this authorization's own", "")
        .and(!user.subject().is_empty(), format!("the user is `{}`", user.subject()), "nobody")
        .and(true, "nothing can be opened with it", "")
        .unless(!sent.is_empty(), told(&sent));
    story.step(&facts)
}

/// Who has signed in.
pub(super) async fn signed_in(stage: &Stage, trip: &Trip) -> Result<SignedIn<AnyProvider>, Error> {
    stage.client.accept_id_token(Pending::restore(&trip.saved)?, trip.callback.as_str()).await
}

/// What belongs to a token that came without a request, made now.
pub(super) async fn resumed(
    story: &mut Story<'_>,
    stage: &Stage,
    token: Token<AnyProvider>,
) -> Told<Token<AnyProvider>> {
    let mut links = Vec::new();
    chain::follow(stage.spec, &mut links, token.grant());
    if links.is_empty() || !token.is_unfinished() {
        return Ok(token);
    }
    let outcome = stage.client.resume(&token).send().await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, &exchanges);
    let token = story.need("what belongs to the token failed", outcome)?;
    let expected: Vec<_> = links.iter().map(|link| (link.step(), 200)).collect();
    let facts = Facts::of("what belongs to every token was made good")
        .unless(steps(&exchanges) != expected, told(&exchanges));
    story.step(&facts)?;
    Ok(token)
}

/// The token of a redirect.
pub(super) fn implicit(stage: &Stage, trip: &Trip) -> Result<Token<AnyProvider>, Error> {
    stage.client.accept_implicit(Pending::restore(&trip.saved)?, &trip.callback)
}

/// Lets the client judge the callback, and tells what it has checked.
pub(super) async fn accepted(
    story: &mut Story<'_>,
    stage: &Stage,
    trip: &Trip,
) -> Told<Authorized<AnyProvider>> {
    let pending = story.need("it was not kept", Pending::restore(&trip.saved))?;
    let authorized = stage.client.accept_response(pending, trip.callback.as_str()).await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, exchanges.iter().filter(|each| each.request.step == Step::Keys));
    let authorized = story.need("the callback was refused", authorized)?;
    let sent = show::but_keys(exchanges);
    story.step(&believed(stage, Way::Code, trip).unless(!sent.is_empty(), told(&sent)))?;
    Ok(authorized)
}

/// What a callback that was accepted had to show.
fn believed(stage: &Stage, way: Way, trip: &Trip) -> Facts {
    let mut facts = Facts::default();
    if let (Some(signature), Way::Code) = (stage.spec.callback.signature, way) {
        let name = match signature.place {
            SignaturePlace::Query(name)
            | SignaturePlace::Header(name)
            | SignaturePlace::NumberedHeaders(name)
            | SignaturePlace::Form(name)
            | SignaturePlace::Json(name) => name,
            SignaturePlace::Body => "body",
        };
        facts = facts.and(true, format!("the signature `{name}` is right"), "");
    }
    if way.mode(stage.spec).is_some_and(ResponseMode::is_signed) {
        facts = facts.and(true, "the answer is signed by the provider, for this client", "");
    }
    if trip.callback.contains(&trip.state) {
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
