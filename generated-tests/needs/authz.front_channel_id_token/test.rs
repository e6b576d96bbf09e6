//! An ID token comes with the code: it is a field of the callback, and must be there.

use crate::prelude::*;
use provider::authz_front_channel_id_token::Client;

#[test]
fn both_are_asked_for() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/authorize?response_type=code+id_token&client_id=id&";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(param(pending.url(), "response_mode").unwrap(), "form_post");
    assert_eq!(param(pending.url(), "nonce").unwrap().len(), 43);
    // Without it no ID token comes (OpenID Connect Core, 3.3.2.1).
    assert_eq!(param(pending.url(), "scope").unwrap(), "openid");
}

#[tokio::test]
async fn the_posted_form_has_both() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let body = format!("id_token=h.p.s&code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, body).unwrap();
    assert_eq!(authorized.id_token.expose(), "h.p.s");
    assert!(!format!("{authorized:?}").contains("h.p.s"), "{authorized:?}");
    let token = client.exchange(&authorized).await.unwrap();
    assert_eq!(wire.sent(0).form("code").unwrap(), "c0de");
    assert_eq!(wire.sent(0).form("id_token"), None);
    assert_eq!(token.callback().unwrap().id_token.expose(), "h.p.s");
}

#[tokio::test]
async fn a_code_alone_is_refused() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback has no usable `id_token`, which the provider declares: start a new authorization"
    );
    assert_eq!(wire.count(), 0);
}
