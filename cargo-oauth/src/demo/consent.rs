//! Pages that give consent and no code.

use oauth_emulator::{Decision, Step};
use oauth_runtime::{AnyProvider, Error, Json, PendingConsent};
use oauth_spec::{Consent, Field, Source};

use super::facts::Facts;
use super::item::pairs;
use super::reading::{shown, text};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{secrets, show, wire};

/// Goes there twice: consent is given, and it is not.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, consent: &'static Consent) -> Told {
    let (saved, callback) = travel(story, stage, consent, Decision::Allow).await?;
    if let Some(page) = stage.emulator.requests_to(Step::Authorize).first() {
        story.sent(&page.method, &wire::address(page), &pairs(&page.query_pairs()));
    }
    let user = stage.emulator.username();
    let place = callback.split('?').next().unwrap_or_default();
    story.came("GET", &format!("{place} ({user} allows it)"), &pairs(&carried(&callback)));
    let outcome = accept(stage, consent, &saved, &callback);
    let read = story.need("the callback was refused", outcome)?;
    let sent = show::take(story, stage);
    let mut facts = Facts::of("consent was given; there is nothing to exchange")
        .unless(!sent.is_empty(), wire::chain(&sent));
    for field in consent.fields {
        // What is signed with it is no sample.
        let told = signed(stage, field, &callback)
            .or_else(|| stage.emulator.field(&format!("consents.{}.{}", consent.name, field.name)));
        let same = told.as_ref().map(text) == read.get(field.name).map(text);
        facts = facts.and(
            same,
            format!("`{}` was read", field.name),
            format!(
                "`{}` is {}, not {}",
                field.name,
                shown(read.get(field.name)),
                shown(told.as_ref())
            ),
        );
    }
    story.step(&facts)?;

    let (saved, callback) = travel(story, stage, consent, Decision::Deny).await?;
    let facts = match accept(stage, consent, &saved, &callback) {
        Err(Error::Callback(error)) => Facts::of(format!("denied by the user: “{error}”")),
        Err(other) => Facts::default().unless(true, format!("it is refused for: {other}")),
        Ok(_) => Facts::default().unless(true, "consent that was denied is taken for given"),
    };
    story.step(&facts)
}

/// What stands in a callback where its signature has the time, or what makes it different from others.
fn signed(stage: &Stage, field: &Field, callback: &str) -> Option<Json> {
    let signature = stage.spec.callback.signature?;
    let own = [signature.timestamp.map(|it| it.value), signature.replay_id];
    let is_own =
        |source| matches!(source, Some(Source::QueryParameter(name)) if name == field.path);
    let (_, query) = callback.split_once('?').filter(|_| own.into_iter().any(is_own))?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find_map(|(name, value)| (name == field.path).then(|| Json::from(value.into_owned())))
}

async fn travel(
    story: &mut Story<'_>,
    stage: &Stage,
    consent: &'static Consent,
    decision: Decision,
) -> Told<(String, String)> {
    let pending = stage.client.consent_named(consent.name).begin();
    let pending = story.need("the consent cannot be asked for", pending)?;
    story.masks.replace(pending.state(), "‹random›");
    let callback = stage.emulator.browse(pending.url(), decision).await;
    let callback = story.need("the browser did not come back", callback)?;
    for page in stage.emulator.requests_to(Step::Authorize) {
        secrets::of_request(&mut story.masks, stage, &page);
    }
    secrets::of_pairs(&mut story.masks, stage, &carried(&callback));
    Ok((pending.save(), callback))
}

fn accept(
    stage: &Stage,
    consent: &'static Consent,
    saved: &str,
    callback: &str,
) -> Result<serde_json::Map<String, oauth_runtime::Json>, Error> {
    let pending = PendingConsent::<AnyProvider>::restore(saved)?;
    stage.client.accept_consent_json(consent.name, pending, callback)
}

/// What such a page gives is in the query, however codes come back.
fn carried(callback: &str) -> Vec<(String, String)> {
    let query = callback.split_once('?').map(|(_, query)| query).unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}
