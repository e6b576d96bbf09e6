//! Callbacks that are refused before anything is sent: denied, forged, seen before.

use oauth_emulator::Decision;
use oauth_runtime::{CallbackError, Error};
use oauth_spec::{ResponseMode, SignaturePlace};

use super::browser::{self, Trip, Way};
use super::facts::Facts;
use super::show;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::chain;

/// A callback that must not be believed, and what became of it.
struct Judged {
    what: &'static str,
    facts: Facts,
}

/// Tells what becomes of callbacks that must not be believed.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, way: Way) -> Told {
    let mut all = Vec::new();

    let denied = browser::travel(story, stage, &stage.client, way, Decision::Deny).await?;
    let is_unsigned = way == Way::Code && is_unsigned(stage, &denied);
    let is_denial = |error: &CallbackError| match error {
        CallbackError::Denied(_) => !is_unsigned,
        CallbackError::Signature(_) => is_unsigned,
        _ => false,
    };
    let outcome = way.judge(&stage.client, &denied, &denied.callback).await;
    let what = if is_unsigned {
        "denied by the user, and not signed, for what is signed is not in it"
    } else {
        "denied by the user"
    };
    all.push(judged(story, stage, what, outcome, is_denial));

    let trip = browser::travel(story, stage, &stage.client, way, Decision::Allow).await?;
    match forged(story, stage, way, &trip).await {
        Some(judged) => all.push(judged),
        None => story.note("neither `state` nor a signature is declared: a forged one is not seen"),
    }

    // The forged one has not used the authorization up: the true one still counts, once.
    let outcome = way.judge(&stage.client, &trip, &trip.callback).await;
    story.need("the true callback was refused", outcome)?;
    let is_replay = |error: &CallbackError| matches!(error, CallbackError::Replayed);
    let outcome = way.judge(&stage.client, &trip, &trip.callback).await;
    all.push(judged(story, stage, "the same one a second time", outcome, is_replay));

    if story.is_new("refusals") || all.iter().any(|judged| !judged.facts.bad.is_empty()) {
        return all.iter().try_for_each(|judged| story.step(&judged.facts));
    }
    let whats: Vec<&str> = all.iter().map(|judged| judged.what).collect();
    story.step(&Facts::of(format!("{}: each is refused, as above", whats.join("; "))))
}

/// Whether a callback has no signature where others have one: what it would be made of is not in it.
fn is_unsigned(stage: &Stage, trip: &Trip) -> bool {
    let Some(signature) = stage.spec.callback.signature else { return false };
    let (SignaturePlace::Query(name) | SignaturePlace::Form(name) | SignaturePlace::Json(name)) =
        signature.place
    else {
        return false;
    };
    let name = name.split('.').next().unwrap_or(name);
    !browser::carried(stage, Way::Code, &trip.callback).iter().any(|(own, _)| own == name)
}

/// What becomes of a callback that somebody has changed, where the declaration has something that
/// tells.
async fn forged(story: &mut Story<'_>, stage: &Stage, way: Way, trip: &Trip) -> Option<Judged> {
    let signed = stage.spec.callback.signature.is_some() && way == Way::Code;
    let answers = way.mode(stage.spec).is_some_and(ResponseMode::is_signed);
    let (what, callback) = if answers {
        // The signature is what comes last.
        let (signed, signature) = trip.callback.rsplit_once('.')?;
        ("forged, with another signature", format!("{signed}.e30{signature}"))
    } else if trip.callback.contains(&trip.state) {
        ("forged, with another `state`", trip.callback.replace(&trip.state, "forged"))
    } else if signed {
        // Not one parameter more: what is signed need not be all.
        let all = browser::carried(stage, way, &trip.callback);
        let (_, code) = all.into_iter().find(|(name, _)| name == stage.spec.callback.code)?;
        let escaped = || url::form_urlencoded::byte_serialize(code.as_bytes()).collect();
        let written = if trip.callback.contains(&code) { code.clone() } else { escaped() };
        ("forged, with another code", trip.callback.replacen(&written, "forged", 1))
    } else {
        return None;
    };
    let is_seen = |error: &CallbackError| match error {
        CallbackError::Signature(_) => signed,
        CallbackError::Response { .. } => answers,
        // What is signed need not be all.
        CallbackError::WrongState => true,
        _ => false,
    };
    let outcome = way.judge(&stage.client, trip, &callback).await;
    Some(judged(story, stage, what, outcome, is_seen))
}

/// Whether a callback was refused for that reason and with nothing sent, in the library's own words.
fn judged(
    story: &mut Story<'_>,
    stage: &Stage,
    what: &'static str,
    outcome: Result<(), Error>,
    expected: impl Fn(&CallbackError) -> bool,
) -> Judged {
    let sent = show::but_keys(show::take(story, stage));
    let facts = match outcome {
        Err(Error::Callback(error)) if expected(&error) => Facts::of(format!("{what}: “{error}”")),
        Err(other) => Facts::default().unless(true, format!("{what}: it is refused for: {other}")),
        Ok(()) => Facts::default().unless(true, format!("{what}: it is accepted")),
    };
    Judged { what, facts: facts.unless(!sent.is_empty(), format!("{what}: {}", chain(&sent))) }
}
