//! Webhooks whose keys the provider publishes: who asks for them, and how often.
#![cfg(feature = "jose")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use http::HeaderMap;
use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyProvider, Client, Delivery, Error, PublishedWebhook, SignatureRefused, TransportFault,
};
use support::{Answer, Script, TestClock, any, json, status};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    webhooks: &[Webhook {
        name: "events",
        signature: Signature {
            place: SignaturePlace::Header("x-signature"),
            syntax: SignatureSyntax::Prefix(""),
            check: SignatureCheck::Digest(&Digest {
                algorithm: Algorithm::Ed25519,
                key: Template::value(Source::WebhookSecret),
                key_encoding: KeyEncoding::Pem,
                message: Template::value(Source::Body),
                ..Digest::STANDARD
            }),
            timestamp: None,
            replay_id: None,
        },
        keys: Some(PublishedKeys { url: Template::text("https://some.example/keys"), path: "" }),
    }],
    ..ProviderSpec::STANDARD
};

/// RFC 8032, 7.1, test 2: the message is `r`.
const KEY: &str = "-----BEGIN PUBLIC KEY-----\n\
                   MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n\
                   -----END PUBLIC KEY-----\n";
const SIGNATURE: &str = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
/// RFC 8032, 7.1, test 1.
const OTHER: &str = "-----BEGIN PUBLIC KEY-----\n\
                     MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n\
                     -----END PUBLIC KEY-----\n";

async fn verify(client: &Client<AnyProvider>, body: &str) -> Result<Delivery, Error> {
    let webhook = PublishedWebhook::new(SPEC.name, SPEC.webhooks[0]);
    let mut headers = HeaderMap::new();
    headers.insert("x-signature", SIGNATURE.parse().unwrap());
    client.verify_webhook_parts(&webhook, &headers, body.as_bytes()).await
}

fn pem(text: &str) -> Answer {
    status(200, &[("content-type", "application/x-pem-file")], text)
}

#[tokio::test]
async fn each_of_several_pem_keys_is_tried() {
    for keys in [format!("{OTHER}{KEY}"), format!("{KEY}{OTHER}")] {
        let script = Script::new();
        let client = any(&SPEC, &script, &TestClock::new());
        script.answer(pem(&keys));
        verify(&client, "r").await.unwrap();
        let error = verify(&client, "forged").await.unwrap_err();
        assert!(matches!(error, Error::Webhook(SignatureRefused::Wrong { .. })), "{error}");
    }
}

#[tokio::test]
async fn of_a_flood_one_asks() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    let (open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, http::Response::new(KEY.as_bytes().to_vec())));
    let mut all = Vec::new();
    for number in 0..50 {
        let client = client.clone();
        let body = if number == 49 { "r" } else { "forged" };
        all.push(tokio::spawn(async move { verify(&client, body).await }));
    }
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    open.send(()).unwrap();
    let good = all.pop().unwrap();
    for forged in all {
        let error = forged.await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Webhook(SignatureRefused::Wrong { .. })), "{error}");
    }
    good.await.unwrap().unwrap();
    assert_eq!(script.count(), 1);
}

#[tokio::test]
async fn keys_that_cannot_be_had_are_asked_for_again_soon_but_not_at_once() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    script.answer(Answer::Fault(TransportFault::Timeout));
    for _ in 0..10 {
        let error = verify(&client, "r").await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)) && error.is_retryable(), "{error}");
    }
    assert_eq!(script.count(), 1);
    clock.advance(5);
    script.answer(json(200, "{}"));
    assert!(matches!(verify(&client, "r").await, Err(Error::Unreadable(_))));
    clock.advance(5);
    script.answer(pem(KEY));
    verify(&client, "r").await.unwrap();
    // A caller that gives up leaves the question to the next.
    clock.advance(3_600);
    let (_open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, http::Response::default()));
    let given_up = tokio::spawn({
        let client = client.clone();
        async move { verify(&client, "r").await }
    });
    while script.count() < 4 {
        tokio::task::yield_now().await;
    }
    given_up.abort();
    assert!(given_up.await.is_err());
    script.answer(pem(KEY));
    verify(&client, "r").await.unwrap();
    assert_eq!(script.count(), 5);
}

/// A client that knows a key which the provider has replaced, a minute after it was read.
async fn rotated(script: &Script, clock: &TestClock) -> Client<AnyProvider> {
    let client = any(&SPEC, script, clock);
    script.answer(pem(OTHER));
    assert!(is_wrong(&verify(&client, "r").await));
    // It was read just now.
    assert!(is_wrong(&verify(&client, "r").await));
    assert_eq!(script.count(), 1);
    clock.advance(60);
    client
}

fn is_wrong(result: &Result<Delivery, Error>) -> bool {
    matches!(result, Err(Error::Webhook(SignatureRefused::Wrong { .. })))
}

/// Somebody who asks, and is not answered until the gate opens.
async fn asks(
    script: &Script,
    client: &Client<AnyProvider>,
    body: &'static str,
) -> (tokio::sync::oneshot::Sender<()>, tokio::task::JoinHandle<Result<Delivery, Error>>) {
    let before = script.count();
    let (open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, http::Response::new(KEY.as_bytes().to_vec())));
    let client = client.clone();
    let asks = tokio::spawn(async move { verify(&client, body).await });
    while script.count() == before {
        tokio::task::yield_now().await;
    }
    (open, asks)
}

#[tokio::test]
async fn while_new_keys_are_asked_for_deliveries_wait_for_them() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = rotated(&script, &clock).await;
    let (open, first) = asks(&script, &client, "r").await;
    let mut others = Vec::new();
    for number in 0..50 {
        let client = client.clone();
        let body = if number % 2 == 0 { "r" } else { "forged" };
        let other = tokio::spawn(async move {
            let result = verify(&client, body).await;
            // Some are still waiting: what comes now waits with them, and asks nobody either.
            assert!(is_wrong(&verify(&client, "forged").await));
            result
        });
        others.push((body, other));
    }
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    open.send(()).unwrap();
    first.await.unwrap().unwrap();
    for (body, other) in others {
        let result = other.await.unwrap();
        assert_eq!(result.is_ok(), body == "r", "{result:?}");
    }
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn a_stranger_who_hangs_up_keeps_nobody_from_new_keys() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = rotated(&script, &clock).await;
    let (_open, stranger) = asks(&script, &client, "forged").await;
    stranger.abort();
    assert!(stranger.await.is_err());
    script.answer(pem(KEY));
    verify(&client, "r").await.unwrap();
    assert_eq!(script.count(), 3);
}

#[tokio::test]
async fn where_there_are_no_new_keys_a_flood_asks_once_a_minute() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = rotated(&script, &clock).await;
    script.answer(Answer::Fault(TransportFault::Timeout));
    assert!(matches!(verify(&client, "r").await, Err(Error::Transport(_))));
    for _ in 0..59 {
        assert!(is_wrong(&verify(&client, "r").await));
        clock.advance(1);
    }
    assert_eq!(script.count(), 2);
    clock.advance(1);
    script.answer(pem(KEY));
    verify(&client, "r").await.unwrap();
}
