//! The browser is sent to a page of the provider's; the code is posted by the provider later.

use crate::prelude::*;
use provider::callback_code_by_webhook::Client;

const POSTED: &str = r#"{
    "action": "created",
    "data": {"installation": {"uuid": "7a48", "code": "c0de", "app": {"slug": "x"}}}
}"#;

#[tokio::test]
async fn the_code_is_deep_in_the_body_that_was_posted() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let authorized = client.accept_initiated(POSTED).unwrap();
    assert_eq!(authorized.fields().installation, "7a48");
    let token = client.exchange(&authorized).await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://acme.example/token");
    assert_eq!(
        sent.body(),
        "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code=c0de"
    );
}

#[test]
fn the_browser_is_sent_to_the_page_that_installs() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().starts_with("https://acme.example/apps/install?"), "{}", pending.url());
    assert_eq!(param(pending.url(), "code_challenge"), None);
}

#[test]
fn what_was_posted_counts_once_and_must_be_whole() {
    let client: Client = Wire::default().client();
    let refused = |body: &str| client.accept_initiated(body).unwrap_err().to_string();
    client.accept_initiated(POSTED).unwrap();
    assert_eq!(
        refused(POSTED),
        "this authorization has been used already: a callback counts once, so start a new one"
    );
    assert_eq!(
        refused("data.installation.code=c0de"),
        "the callback cannot be read: pass the body exactly as it was received, which is JSON, or a form in UTF-8"
    );
    assert_eq!(
        refused(r#"{"data": {"installation": {"code": "other"}}}"#),
        "the callback has no usable `installation`, which the provider declares: start a new authorization"
    );
    assert_eq!(
        refused(r#"{"code": "c0de"}"#),
        "the callback has neither `data.installation.code` nor `error`: start a new authorization"
    );
}
