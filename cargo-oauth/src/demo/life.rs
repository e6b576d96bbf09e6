//! The life of a token: it is used, renewed as declared, or comes to an end.

use std::time::Duration;

use oauth_emulator::Step;
use oauth_runtime::{AgainReason, AnyProvider, Error, Event, Json, Token, TokenCall};
use oauth_spec::Renewal;

use super::declared::{self, span};
use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::watched::Watched;
use super::wire::{chain as told, steps};
use super::{chain, refreshed, show};
use crate::style::count;

/// Tells the whole life; `again` is how to ask anew, where that is declared.
pub(super) async fn tell(
    story: &mut Story<'_>,
    stage: &Stage,
    token: Token<AnyProvider>,
    again: Option<TokenCall<AnyProvider>>,
) -> Told {
    if is_for_others(story, stage, token.grant()) {
        return Ok(());
    }
    let renewal = renewal(stage, &token, again.is_some());
    let watched = Watched::start(stage, token, again);
    used(story, stage, &watched).await?;
    let Some(renewal) = renewal else {
        refreshed::tell(story, stage, &watched.session.token()).await?;
        return ended(story, stage, &watched).await;
    };
    renewed_ahead(story, stage, &watched, &renewal).await?;
    renewed_when_refused(story, stage, &watched, &renewal).await
}

/// Whether the API takes what no token of that grant has, which is told: then nothing is called.
pub(super) fn is_for_others(story: &mut Story<'_>, stage: &Stage, grant: &str) -> bool {
    let lacking = stage.spec.lacking(grant);
    if let Some(lacking) = lacking {
        story.note(&format!(
            "the API is not called: it takes `{lacking}`, which no token of `{grant}` has"
        ));
    }
    lacking.is_some()
}

/// The steps that renew a token, if anything does.
fn renewal(stage: &Stage, token: &Token<AnyProvider>, again: bool) -> Option<Vec<(Step, u16)>> {
    match declared::renewal(stage, token.grant()) {
        Renewal::RefreshToken
            if token.refresh_token().is_some() || !declared::takes_refresh_token(stage) =>
        {
            Some(chain::steps(stage.spec, "refresh_token"))
        }
        Renewal::Reacquire if again => Some(chain::steps(stage.spec, token.grant())),
        _ => None,
    }
}

/// A call of the API with the token as declared.
pub(super) async fn used(story: &mut Story<'_>, stage: &Stage, watched: &Watched) -> Told {
    if stage.spec.endpoints.api.is_none() {
        story.note("no address of the API is declared: the token is for requests of one's own");
        return Ok(());
    }
    let outcome = watched.call().await;
    let exchanges = show::take(story, stage);
    for exchange in &exchanges {
        show::request(story, stage, exchange);
    }
    let response = story.need("the call failed", outcome)?;
    let echo = response.and_then(|response| response.text().parse::<Json>().ok());
    let token = watched.session.token();
    let holder = |name: &str| {
        let value = echo.as_ref().and_then(|echo| echo.pointer(&format!("/token/{name}")));
        value.and_then(Json::as_str).map(str::to_owned)
    };
    let api = stage.spec.api;
    // The provider's keys may be asked for before.
    let call = exchanges.iter().find(|one| one.request.step == Step::Api);
    let carried = call.and_then(|one| one.request.header("authorization"));
    let (as_declared, how) = match api.authorization {
        Some(template) => {
            let (mut shown, mut expected) =
                (template.to_string(), declared::fill(stage, template, Some(&token)));
            let kind = token.token_type().unwrap_or_default();
            if stage.spec.client.dpop.is_some() && !kind.eq_ignore_ascii_case("DPoP") {
                // Bound to no key, it is a bearer token (RFC 6750, 2.1).
                let plain = |text: String| text.replacen("DPoP ", "Bearer ", 1);
                (shown, expected) = (plain(shown), expected.map(plain));
            }
            let same = expected.as_deref().is_none_or(|text| carried == Some(text));
            (same, format!("`{shown}`"))
        }
        None => (
            carried.is_none() || api.headers.iter().any(|header| header.name == "authorization"),
            "without the header `authorization`".to_owned(),
        ),
    };
    let who = holder("user").unwrap_or_else(|| "the client itself".to_owned());
    let grant = holder("grant");
    let facts = Facts::default()
        .and(
            steps(&exchanges) == [(Step::Api, 200)],
            "200",
            format!("the API does not take the new token at once: {}", told(&exchanges)),
        )
        .and(
            as_declared,
            format!("sent as declared, {how}"),
            format!("it was not sent as declared, {how}"),
        )
        .and(
            grant.as_deref().is_some_and(|grant| chain::gives(stage.spec, grant, token.grant())),
            format!("the API knows {who}"),
            match &grant {
                Some(grant) => format!("the API takes it for a token of `{grant}`"),
                None => "the API does not say which grant's token it is".to_owned(),
            },
        );
    story.step(&facts)
}

/// The token is about to expire: the next call renews it first.
async fn renewed_ahead(
    story: &mut Story<'_>,
    stage: &Stage,
    watched: &Watched,
    renewal: &[(Step, u16)],
) -> Told {
    let Some(left) = almost_over(stage, watched) else { return Ok(()) };
    let old = watched.access_token();
    // What belongs to a token from a redirect comes with its first call: that it is whole now has been told.
    watched.events();
    let outcome = watched.call().await;
    let exchanges = show::take(story, stage);
    if !exchanges.is_empty() && story.is_new("renewal") {
        story.note("the clock moves on: the next call renews the token first");
        show::all(story, stage, exchanges.iter().take(renewal.len()));
    }
    story.need("the call failed", outcome)?;
    let events = watched.events();
    let is_told = matches!(events.as_slice(), [Event::NewToken(_)]);
    let same = stage.spec.grants.refresh_token.is_some_and(|grant| grant.same_token);
    let chain = told(&exchanges);
    let facts =
        Facts::of(format!("renewed {} before its end, the application told: {chain}", span(left)))
            .unless(
                steps(&exchanges) != watched.and_call(renewal.to_vec()),
                format!("not renewed ahead, but: {chain}"),
            )
            .unless(!same && old == watched.access_token(), "the token is still the old one")
            .unless(
                !is_told,
                format!(
                    "the application was told {}, not one new token",
                    count(events.len(), "event")
                ),
            );
    story.step(&facts)
}

/// The API refuses the token before its time: renewed once, and the call repeated once.
async fn renewed_when_refused(
    story: &mut Story<'_>,
    stage: &Stage,
    watched: &Watched,
    renewal: &[(Step, u16)],
) -> Told {
    if stage.spec.endpoints.api.is_none() {
        return Ok(());
    }
    stage.emulator.expire_access_tokens();
    let outcome = watched.call().await;
    let exchanges = show::take(story, stage);
    story.need("the call failed", outcome)?;
    let mut expected = vec![(Step::Api, declared::expired(stage))];
    expected.extend(renewal);
    expected.push((Step::Api, 200));
    let chain = told(&exchanges);
    let facts = Facts::of(format!("refused early, renewed once: {chain}")).unless(
        steps(&exchanges) != expected,
        format!("not renewed and repeated once, but: {chain}"),
    );
    story.step(&facts)
}

/// A token that nothing renews ends, and the application is told what to do.
async fn ended(story: &mut Story<'_>, stage: &Stage, watched: &Watched) -> Told {
    if let Some(at) = watched.session.token().expires_at() {
        stage.wait(at.duration_since(stage.now()).unwrap_or_default());
        return over(story, stage, watched, "its time is over", AgainReason::Expired).await;
    }
    stage.emulator.revoke_everything();
    over(story, stage, watched, "revoked at the provider", AgainReason::Refused).await
}

/// Only a person can help, for that reason. The token is not asked for again.
pub(super) async fn over(
    story: &mut Story<'_>,
    stage: &Stage,
    watched: &Watched,
    what: &str,
    reason: AgainReason,
) -> Told {
    let outcome = watched.call().await;
    let exchanges = show::take(story, stage);
    // Without an address of the API there is nobody to refuse the token.
    if reason == AgainReason::Refused && stage.spec.endpoints.api.is_none() {
        return Ok(());
    }
    let expected = match reason {
        AgainReason::Refused => vec![(Step::Api, declared::expired(stage))],
        _ => Vec::new(),
    };
    let facts = Facts::of(format!("{what}: {}", told(&exchanges)))
        .unless(steps(&exchanges) != expected, format!("{what}, but: {}", told(&exchanges)));
    story.step(&again(facts, outcome.err().as_ref(), reason))
}

/// Whether that is the error that sends for a person, in the library's own words.
pub(super) fn again(facts: Facts, error: Option<&Error>, reason: AgainReason) -> Facts {
    match error {
        Some(Error::AuthorizeAgain(again)) if again.reason() == reason => {
            facts.and(true, format!("“{again}”"), "")
        }
        Some(other) => facts.unless(true, format!("the error is another: {other}")),
        None => facts.unless(true, "the call went well, though nothing can renew the token"),
    }
}

/// Moves the clock to just before the token's end. How long that is before.
fn almost_over(stage: &Stage, watched: &Watched) -> Option<Duration> {
    let token = watched.session.token();
    let life = token.expires_at()?.duration_since(stage.now()).ok()?;
    // Less than a session's own margin, which is what is declared, or a minute, or a quarter of the life.
    let declared = stage.spec.token.renew_before.unwrap_or(60);
    let left = Duration::from_secs(declared / 2).min(life / 8);
    stage.wait(life.saturating_sub(left));
    Some(left)
}
