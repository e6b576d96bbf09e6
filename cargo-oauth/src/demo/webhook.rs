//! Webhooks: what the provider posts by itself, and whether it is believed.

use oauth_emulator::Posted;
use oauth_runtime::http::Request;
use oauth_runtime::{Delivery, SignatureRefused, Webhook};
use oauth_spec::{KeyEncoding, Signature, SignatureCheck};

use super::facts::Facts;
use super::item::{Item, pairs};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{keys, playable};

/// The webhooks that can be played: their signatures are made with a secret.
pub(super) fn offered(stage: &Stage) -> impl Iterator<Item = &'static oauth_spec::Webhook> {
    let all = stage.spec.webhooks.iter();
    all.filter(|webhook| !playable::needs_private_key(webhook.signature))
}

/// A delivery is believed, and the same one from somebody without the secret is not.
pub(super) fn tell(
    story: &mut Story<'_>,
    stage: &Stage,
    declared: &'static oauth_spec::Webhook,
) -> Told {
    let webhook = Webhook::new(stage.spec.name, *declared);
    let (secret, other) = secrets(&declared.signature);
    for secret in [secret, other] {
        story.masks.replace(secret, "‹secret›");
    }
    let posted =
        story.need("it cannot be posted", stage.emulator.deliver(declared.name, secret))?;
    let kept = ["content-type", "content-length"];
    let headers = posted.headers.iter().filter(|(name, _)| !kept.contains(&name.as_str()));
    let items: Vec<Item> = headers.map(|(name, value)| Item::header(name, value)).collect();
    let (address, query) = posted.url.split_once('?').unwrap_or((&posted.url, ""));
    let query: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let items: Vec<Item> = items.into_iter().chain(pairs(&query)).collect();
    story.came(posted.method, address, &items);
    let delivery = verified(stage, &webhook, &[secret], &posted);
    let delivery = story.need("the delivery was refused", delivery)?;
    let mut facts = Facts::of("the signature is right");
    if let Some(timestamp) = declared.signature.timestamp {
        let fresh = delivery.timestamp.is_some();
        facts = facts.and(fresh, format!("`{}` is fresh", timestamp.value), "no time was read");
    }
    if declared.signature.replay_id.is_some() {
        let read = delivery.replay_id.is_some();
        facts = facts.and(read, "a replay can be told by its id", "no id was read");
    }
    story.step(&facts)?;

    let rotated = verified(stage, &webhook, &[other, secret], &posted);
    story.need("while the secret is replaced, it was refused", rotated)?;
    let forged = stage.emulator.deliver(declared.name, other);
    let forged = story.need("it cannot be posted", forged)?;
    let facts = match verified(stage, &webhook, &[secret], &forged) {
        Err(refused) => Facts::of(format!("from somebody without the secret: “{refused}”")),
        Ok(_) => Facts::default().unless(true, "it is believed without the secret"),
    };
    story.step(&facts)
}

fn verified(
    stage: &Stage,
    webhook: &Webhook,
    secrets: &[&str],
    posted: &Posted,
) -> Result<Delivery, SignatureRefused> {
    let mut request = Request::builder().method(posted.method).uri(&posted.url);
    for (name, value) in &posted.headers {
        request = request.header(name, value);
    }
    match request.body(posted.body.as_slice()) {
        Ok(request) => webhook.verify_at(secrets, &request, stage.now()),
        // What is no request has no signature.
        Err(_) => Err(SignatureRefused::Missing { place: posted.url.clone() }),
    }
}

/// The webhook's secret, and another that is no less a secret.
fn secrets(signature: &Signature) -> (&'static str, &'static str) {
    let encoding = match signature.check {
        SignatureCheck::Digest(digest) => digest.key_encoding,
        SignatureCheck::Jwt(_) => KeyEncoding::Utf8,
    };
    match encoding {
        KeyEncoding::Base64 => (keys::BASE64, "YW5vdGhlci1zZWNyZXQ="),
        KeyEncoding::Hex => (keys::HEX, "616e6f74686572"),
        _ => ("webhook-secret+/%:&= ?", "another-secret"),
    }
}
