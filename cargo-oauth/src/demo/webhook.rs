//! Webhooks: what the provider posts by itself, and whether it is believed.

use oauth_emulator::{Emulator, Posted};
use oauth_runtime::{
    AnyProvider, ClientWebhook, Delivery, PublishedWebhook, SignatureRefused, Webhook,
};
use oauth_spec::{KeyEncoding, Signature, SignatureCheck, SignaturePlace};

use super::facts::Facts;
use super::item::{Item, pairs};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{keys, secrets, show};

/// A delivery is believed, and the same one from somebody without the secret is not, nor one that was changed.
pub(super) fn tell(
    story: &mut Story<'_>,
    stage: &Stage,
    declared: &'static oauth_spec::Webhook,
) -> Told {
    let webhook = of(stage, declared, stage.emulator.client_id());
    let public = Emulator::public_key(&declared.signature);
    let (secret, other) = secrets_of(&declared.signature);
    for secret in [secret, other] {
        story.masks.replace(secret, "‹secret›");
    }
    let secret = public.as_deref().unwrap_or(secret);
    let posted =
        story.need("it cannot be posted", stage.emulator.deliver(declared.name, secret))?;
    shown(story, declared, &posted);
    let delivery = verified(stage, &webhook, &[secret], &posted);
    let delivery = story.need("the delivery was refused", delivery)?;
    story.step(&right(declared, &delivery))?;

    let (forged, how) = if public.is_some() {
        (changed(&declared.signature, posted.clone()), "changed on the way")
    } else {
        let rotated = verified(stage, &webhook, &[other, secret], &posted);
        story.need("while the secret is replaced, it was refused", rotated)?;
        let forged = stage.emulator.deliver(declared.name, other);
        (story.need("it cannot be posted", forged)?, "from somebody without the secret")
    };
    let facts = match verified(stage, &webhook, &[secret], &forged) {
        Err(refused) => Facts::of(format!("{how}: “{refused}”")),
        Ok(_) => Facts::default().unless(true, format!("it is believed {how}")),
    };
    story.step(&facts)?;
    if declared.needs_client_id() {
        let other = of(stage, declared, "another-client");
        let facts = match verified(stage, &other, &[secret], &posted) {
            Err(refused) => Facts::of(format!("for another client: “{refused}”")),
            Ok(_) => Facts::default().unless(true, "it is believed for another client"),
        };
        story.step(&facts)?;
    }
    Ok(())
}

/// The webhook of that client, where it signs that too.
fn of(stage: &Stage, declared: &'static oauth_spec::Webhook, client_id: &str) -> Webhook {
    let name = stage.spec.name;
    if declared.needs_client_id() {
        ClientWebhook::new(name, *declared).client_id(client_id)
    } else {
        Webhook::new(name, *declared)
    }
}

/// The same where the provider publishes its keys: the client asks for them, once.
pub(super) async fn tell_published(
    story: &mut Story<'_>,
    stage: &Stage,
    declared: &'static oauth_spec::Webhook,
) -> Told {
    let webhook = PublishedWebhook::<AnyProvider>::new(stage.spec.name, *declared);
    let posted = story.need("it cannot be posted", stage.emulator.deliver(declared.name, ""))?;
    shown(story, declared, &posted);
    let delivery = stage.client.verify_webhook(&webhook, &posted.request()).await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, &exchanges);
    let delivery = story.need("the delivery was refused", delivery)?;
    story.step(&right(declared, &delivery))?;
    let forged = changed(&declared.signature, posted);
    let outcome = stage.client.verify_webhook(&webhook, &forged.request()).await;
    let asked = show::take(story, stage).len();
    let facts = match outcome {
        Err(refused) => Facts::of(format!("changed on the way: “{refused}”"))
            .unless(asked > 0, "the keys were asked for again within a minute"),
        Ok(_) => Facts::default().unless(true, "it is believed though it was changed"),
    };
    story.step(&facts)
}

/// The same with something else in everything but the signature; of a token, which is all that is signed, in that too.
fn changed(signature: &Signature, mut posted: Posted) -> Posted {
    let own = match (signature.check, signature.place) {
        (SignatureCheck::Jwt(_), _) | (_, SignaturePlace::Body) => None,
        (
            _,
            SignaturePlace::Header(name)
            | SignaturePlace::NumberedHeaders(name)
            | SignaturePlace::Query(name)
            | SignaturePlace::Form(name)
            | SignaturePlace::Json(name),
        ) => Some(name),
    };
    let edit = |pairs: &str| {
        let is_own = |pair: &str| own.is_some_and(|own| pair.split('=').next() == Some(own));
        let pairs = pairs.split('&');
        let pairs = pairs.map(|it| if is_own(it) { it.to_owned() } else { format!("{it}x") });
        pairs.collect::<Vec<_>>().join("&")
    };
    let mut is_form = false;
    for (name, value) in &mut posted.headers {
        is_form |= value.starts_with("application/x-www-form-urlencoded");
        let is_own = own.is_some_and(|own| match signature.place {
            SignaturePlace::NumberedHeaders(_) => name.starts_with(own),
            _ => name == own,
        });
        if !name.starts_with("content-") && !is_own {
            value.push('x');
        }
    }
    if let Some((address, query)) = posted.url.split_once('?') {
        posted.url = format!("{address}?{}", edit(query));
    }
    if is_form {
        posted.body = edit(&String::from_utf8_lossy(&posted.body)).into_bytes();
    } else if !posted.body.is_empty() {
        // Not a space: around a signed token there may be some.
        posted.body.insert(0, b'x');
    }
    posted
}

/// A delivery as it comes.
fn shown(story: &mut Story<'_>, declared: &oauth_spec::Webhook, posted: &Posted) {
    secrets::of_delivery(&mut story.masks, declared.signature.place, posted);
    let kept = ["content-type", "content-length"];
    let headers = posted.headers.iter().filter(|(name, _)| !kept.contains(&name.as_str()));
    let items: Vec<Item> = headers.map(|(name, value)| Item::header(name, value)).collect();
    let (address, query) = posted.url.split_once('?').unwrap_or((&posted.url, ""));
    let address = match declared.signature.place {
        SignaturePlace::Body => format!("{address} (a signed token)"),
        _ => address.to_owned(),
    };
    let query: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let items = items.into_iter().chain(pairs(&query));
    story.came(posted.method, &address, &items.chain(show::body(&posted.body)).collect::<Vec<_>>());
}

/// What a delivery says that is believed.
fn right(declared: &oauth_spec::Webhook, delivery: &Delivery) -> Facts {
    let mut facts = Facts::of("the signature is right");
    if let Some(timestamp) = declared.signature.timestamp {
        let fresh = delivery.timestamp.is_some();
        facts = facts.and(fresh, format!("`{}` is fresh", timestamp.value), "no time was read");
    }
    if declared.signature.replay_id.is_some() {
        let read = delivery.replay_id.is_some();
        facts = facts.and(read, "a replay can be told by its id", "no id was read");
    }
    facts
}

fn verified(
    stage: &Stage,
    webhook: &Webhook,
    secrets: &[&str],
    posted: &Posted,
) -> Result<Delivery, SignatureRefused> {
    webhook.verify_at(secrets, &posted.request(), stage.now())
}

/// The webhook's secret, and another that is no less a secret.
fn secrets_of(signature: &Signature) -> (&'static str, &'static str) {
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
