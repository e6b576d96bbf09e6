//! A token that the application itself gives up.

use oauth_emulator::Step;
use oauth_runtime::{AgainReason, Json};
use oauth_spec::{Call, CallAuthentication, CallTime, ProviderSpec, Renewal, Source};

use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::watched::Watched;
use super::wire::{chain, steps};
use super::{acquire, declared, life, show};

/// Whether there is anything that ends a token.
pub(super) fn is_offered(spec: &ProviderSpec) -> bool {
    spec.endpoints.revocation.is_some() || goodbyes(spec).next().is_some()
}

/// The calls that belong to the end.
fn goodbyes(spec: &ProviderSpec) -> impl Iterator<Item = &'static Call> {
    spec.calls.iter().filter(|call| call.when == CallTime::Disconnect)
}

/// Tells the revocation, and that the token is worth nothing afterwards.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let spec = stage.spec;
    let token = acquire::token(story, stage).await?;
    let outcome = stage.client.revoke(&token).send().await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, &exchanges);
    story.need("the revocation failed", outcome)?;
    let mut expected: Vec<Step> = goodbyes(spec).map(|_| Step::Call).collect();
    expected.extend(spec.endpoints.revocation.map(|_| Step::Revocation));
    let sent = steps(&exchanges);
    let good = sent.iter().all(|(_, status)| matches!(status, 200..=299));
    let as_declared = good && own(&sent).map(|(step, _)| *step).eq(expected);
    story.step(&Facts::default().and(
        as_declared,
        "the provider has revoked it",
        chain(&exchanges),
    ))?;

    if spec.endpoints.introspection.is_some() {
        let outcome = stage.client.introspect(&token).send().await;
        let exchanges = show::take(story, stage);
        let inactive = outcome.as_ref().is_ok_and(|claims| !claims.is_active());
        // Whoever asks with the token itself is refused.
        let refused = spec.introspection.authentication == CallAuthentication::AccessToken
            && outcome.is_err();
        let facts = Facts::default().and(
            inactive || refused,
            format!("the provider knows it no more: {}", chain(&exchanges)),
            format!("the provider still knows it: {}", chain(&exchanges)),
        );
        story.step(&facts)?;
    }

    let renewal = declared::renewal(stage, token.grant());
    let takes = declared::takes_refresh_token(stage);
    let renewable = token.refresh_token().is_some() || !takes;
    // The API may take what only tokens of other grants have.
    let has_api = spec.endpoints.api.is_some() && spec.lacking(token.grant()).is_none();
    // What nobody takes part in is asked for again, whatever becomes of the refresh token.
    let is_own = token.grant() == "client_credentials" && renewal != Renewal::None;
    let watched = Watched::start(stage, token, None);
    if !has_api || renewal == Renewal::Reacquire || !names_token(spec) {
        return Ok(());
    }
    let outcome = watched.call().await;
    let exchanges = show::take(story, stage);
    let refused = (Step::Api, declared::expired(stage));
    let facts = Facts::of(format!("used all the same: {}", chain(&exchanges)))
        .unless(steps(&exchanges).first() != Some(&refused), "the API still takes it");
    if is_own {
        let told = "the client has asked for another one with what it has itself";
        let failed = outcome.err().map(|error| error.to_string());
        return story.step(&facts.and(failed.is_none(), told, failed.unwrap_or_default()));
    }
    let reason = match renewal {
        Renewal::RefreshToken if renewable => AgainReason::RenewalRefused,
        _ => AgainReason::Refused,
    };
    story.step(&life::again(facts, outcome.err().as_ref(), reason))
}

/// The requests about the token: before them one for another token may go, which the client shows who it is with.
fn own(sent: &[(Step, u16)]) -> impl Iterator<Item = &(Step, u16)> {
    sent.iter().skip_while(|(step, _)| *step == Step::Token)
}

/// Whether what ends a token says which one: else the provider ends something else.
fn names_token(spec: &ProviderSpec) -> bool {
    let tokens = |source: Source| {
        matches!(
            source,
            Source::AccessToken | Source::RefreshToken | Source::IdToken | Source::TokenAtHand
        )
    };
    let call = |call: &Call| {
        call.authentication == CallAuthentication::AccessToken
            || call.parameters.iter().any(|each| each.value.sources().any(tokens))
            || call.headers.iter().any(|each| each.value.sources().any(tokens))
    };
    let endpoint = spec.endpoints.revocation.is_some_and(|url| {
        url.sources().any(tokens)
            || spec.revocation.authentication == CallAuthentication::AccessToken
            || spec.revocation.parameters.iter().any(|each| each.value.sources().any(tokens))
    });
    endpoint || goodbyes(spec).any(call)
}

/// Tells what the provider knows of a token (RFC 7662).
pub(super) async fn tell_introspection(story: &mut Story<'_>, stage: &Stage) -> Told {
    let token = acquire::token(story, stage).await?;
    let outcome = stage.client.introspect(&token).send().await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, &exchanges);
    let claims = story.need("the introspection failed", outcome)?;
    let client = claims.members().get("client_id").and_then(Json::as_str);
    let facts = Facts::default()
        .and(claims.is_active(), "the token is good", "the token is not good")
        .unless(!own(&steps(&exchanges)).eq([&(Step::Introspection, 200)]), chain(&exchanges))
        .unless(client != Some(stage.emulator.client_id()), "it is another client's");
    story.step(&facts)
}
