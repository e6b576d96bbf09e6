//! Webhooks that are signed with keys that the provider publishes (`webhooks.x.keys`).

use std::time::Duration;

use generated_tests::webhook_keys::{Client, WebhookKeys, webhooks};
use oauth_emulator::{Emulator, Fault, Step};
use oauth_runtime::{Error, PublishedWebhook, SignatureRefused, http};

use crate::support;

async fn start() -> (Emulator, Client) {
    support::start::<WebhookKeys>().await
}

#[tokio::test]
async fn each_notation_of_keys_verifies_and_what_was_changed_does_not() {
    let all: [(&str, PublishedWebhook<WebhookKeys>); 3] =
        [("set", webhooks::SET), ("pem", webhooks::PEM), ("token", webhooks::TOKEN)];
    for (name, webhook) in all {
        let (emulator, client) = start().await;
        let posted = emulator.deliver(name, "").unwrap();
        let delivery = client.verify_webhook(&webhook, &posted.request()).await.unwrap();
        assert_eq!(delivery.replay_id.is_some(), name == "set");
        let mut parts = http::HeaderMap::new();
        for (name, value) in &posted.headers {
            let name: http::HeaderName = name.parse().unwrap();
            parts.insert(name, value.parse().unwrap());
        }
        client.verify_webhook_parts(&webhook, &parts, &posted.body).await.unwrap();
        let mut forged = posted.request();
        forged.body_mut().push(b' ');
        let error = client.verify_webhook(&webhook, &forged).await.unwrap_err();
        let Error::Webhook(refused) = &error else { panic!("{name}: {error:?}") };
        let expected =
            matches!(refused, SignatureRefused::Wrong { .. } | SignatureRefused::Token { .. });
        assert!(expected, "{name}: {refused:?}");
        assert!(!error.is_retryable() && !error.needs_user());
        // Nobody who forges makes the client ask again and again.
        assert_eq!(emulator.requests_to(Step::Keys).len(), 1, "{name}");
    }
}

#[tokio::test]
async fn keys_are_asked_for_again_once_a_minute_when_none_fits() {
    let (emulator, client) = start().await;
    let posted = emulator.deliver("pem", "").unwrap();
    // Before the key is replaced: another one.
    let other = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";
    let document = serde_json::json!({"data": {"public_key": other}}).to_string();
    emulator.fail_next(Step::Keys, support::json(200, document));
    let error = client.verify_webhook(&webhooks::PEM, &posted.request()).await.unwrap_err();
    assert!(matches!(error, Error::Webhook(_)), "{error:?}");
    let error = client.verify_webhook(&webhooks::PEM, &posted.request()).await.unwrap_err();
    assert!(matches!(error, Error::Webhook(_)), "{error:?}");
    assert_eq!(emulator.requests_to(Step::Keys).len(), 1);
    emulator.clock().advance(Duration::from_secs(61));
    client.verify_webhook(&webhooks::PEM, &posted.request()).await.unwrap();
    assert_eq!(emulator.requests_to(Step::Keys).len(), 2);
}

#[tokio::test]
async fn keys_that_cannot_be_had_are_no_verdict() {
    let (emulator, client) = start().await;
    let posted = emulator.deliver("pem", "").unwrap();
    for (fault, retryable) in [
        (Fault::ServerErrorHtml, true),
        (Fault::oauth_error("access_denied"), false),
        (Fault::BrokenJson, false),
        (support::json(200, r#"{"data": {"public_key": "none"}}"#), false),
    ] {
        emulator.fail_next(Step::Keys, fault);
        let error = client.verify_webhook(&webhooks::PEM, &posted.request()).await.unwrap_err();
        assert!(!matches!(error, Error::Webhook(_)), "{error:?}");
        assert_eq!(error.is_retryable(), retryable, "{error:?}");
        // Whoever delivers again at once gets the same answer, and nobody is asked.
        let asked = emulator.requests_to(Step::Keys).len();
        let again = client.verify_webhook(&webhooks::PEM, &posted.request()).await.unwrap_err();
        assert_eq!(again.to_string(), error.to_string());
        assert_eq!(emulator.requests_to(Step::Keys).len(), asked);
        emulator.clock().advance(Duration::from_secs(6));
    }
    client.verify_webhook(&webhooks::PEM, &posted.request()).await.unwrap();
}
