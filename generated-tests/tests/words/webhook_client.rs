//! Webhooks that sign the client's id too (`{client_id}` in a signature of `[webhooks.x]`).

use generated_tests::webhook_client::{Client, SPEC, WebhookClient, webhooks};
use oauth_emulator::Emulator;
use oauth_runtime::{ClientWebhook, Error, PublishedWebhook, SignatureRefused, Webhook, http};
use serde_json::json;

use crate::support;

const ID: &str = "100240";
const SECRET: &str = "app-secret";
const BODY: &str = r#"{"message_type":0,"seller_id":"9999"}"#;
// printf '100240{"message_type":0,"seller_id":"9999"}' | openssl dgst -sha256 -hmac app-secret
const SIGNATURE: &str = "90c562058e033c2165195b5ef0f7f92875dbe168209afd58ef961c8ad7b3b04d";

async fn start() -> Emulator {
    Emulator::builder(&SPEC).client(ID, SECRET).start().await.unwrap()
}

#[test]
fn the_id_stands_before_the_body() {
    let request = http::Request::post("https://app.example/webhooks")
        .header("authorization", SIGNATURE)
        .body(BODY)
        .unwrap();
    let webhook: Webhook = webhooks::PUSH.client_id(ID);
    webhook.verify(&[SECRET], &request).unwrap();
    webhook.verify_parts(&["the new one", SECRET], request.headers(), BODY.as_bytes()).unwrap();
    for (id, secret, body) in [
        ("100241", SECRET, BODY),
        ("", SECRET, BODY),
        (ID, "another", BODY),
        (ID, SECRET, r#"{"message_type":0,"seller_id":"9998"}"#),
    ] {
        let request = request.clone().map(|_| body);
        let refused = webhooks::PUSH.client_id(id).verify(&[secret], &request).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Wrong { .. }), "{id}, {secret}: {refused}");
    }
}

#[tokio::test]
async fn the_provider_signs_for_its_client() {
    let emulator = start().await;
    let event = json!({ "message_type": 0, "seller_id": "9999" });
    let posted = emulator.deliver_event("push", SECRET, &event).unwrap();
    assert_eq!(posted.body, BODY.as_bytes());
    let signed = ("authorization".to_owned(), SIGNATURE.to_owned());
    assert!(posted.headers.contains(&signed), "{:?}", posted.headers);
    let webhook: ClientWebhook = webhooks::PUSH;
    webhook.client_id(ID).verify(&[SECRET], &posted.request()).unwrap();
    assert!(webhook.client_id("100241").verify(&[SECRET], &posted.request()).is_err());

    let posted = emulator.deliver("token", SECRET).unwrap();
    webhooks::TOKEN.client_id(ID).verify(&[SECRET], &posted.request()).unwrap();
    let refused = webhooks::TOKEN.client_id("100241").verify(&[SECRET], &posted.request());
    assert!(matches!(refused, Err(SignatureRefused::Token { .. })), "{refused:?}");

    let posted = emulator.deliver("digest", SECRET).unwrap();
    let webhook: ClientWebhook = webhooks::DIGEST;
    webhook.client_id(ID).verify(&[SECRET], &posted.request()).unwrap();
    assert!(webhooks::DIGEST.client_id("100241").verify(&[SECRET], &posted.request()).is_err());

    let posted = emulator.deliver("everyone", SECRET).unwrap();
    let everyone: Webhook = webhooks::EVERYONE;
    everyone.verify(&[SECRET], &posted.request()).unwrap();
}

#[tokio::test]
async fn a_client_that_asks_for_the_keys_is_the_one_it_is_for() {
    let webhook: PublishedWebhook<WebhookClient> = webhooks::PUBLISHED;
    let emulator = start().await;
    let posted = emulator.deliver("published", "").unwrap();
    let client = support::client::<WebhookClient>(Client::builder(), &emulator).build().unwrap();
    client.verify_webhook(&webhook, &posted.request()).await.unwrap();
    let other = support::client::<WebhookClient>(Client::builder(), &emulator);
    let other = other.client_id("100241").build().unwrap();
    let error = other.verify_webhook(&webhook, &posted.request()).await.unwrap_err();
    assert!(matches!(error, Error::Webhook(SignatureRefused::Wrong { .. })), "{error:?}");
}

#[test]
fn without_the_id_nothing_is_verified() {
    // As who has no generated code may write it.
    let webhook = Webhook::new(SPEC.name, *SPEC.webhook("push").unwrap());
    let request = http::Request::post("/").header("authorization", SIGNATURE).body(BODY).unwrap();
    let refused = webhook.verify(&[SECRET], &request).unwrap_err();
    let SignatureRefused::Settings { reason } = refused else { panic!("{refused:?}") };
    assert_eq!(reason, "there is no {client_id}, or it is empty: call `.client_id(…)`");
}
