//! `state` is carried by the redirect URI, or has another name: it protects the flow all the same.

use oauth_runtime::CallbackError;

use crate::prelude::*;
use provider::authz_state_renamed_or_unsupported::{Client, Pending, consents};

#[tokio::test]
async fn the_redirect_uri_carries_it_there_and_back() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let redirect_uri = format!("https://app.example/callback?own_field={}", pending.state());
    assert_eq!(param(pending.url(), "redirect_uri").unwrap(), redirect_uri);
    assert_eq!(param(pending.url(), "state"), None);
    let pending = Pending::restore(&pending.save()).unwrap();
    client.finish(pending, format!("{redirect_uri}&code=c0de")).await.unwrap();
    // The exchange names the same one (RFC 6749, 4.1.3).
    assert_eq!(wire.sent(0).form("redirect_uri").unwrap(), redirect_uri);
}

#[test]
fn a_redirect_uri_that_has_a_query_keeps_it() {
    let builder = Wire::default().setup(Client::builder());
    let client = builder.redirect_uri("https://app.example/callback?tab=1").build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(
        param(pending.url(), "redirect_uri").unwrap(),
        format!("https://app.example/callback?tab=1&own_field={}", pending.state())
    );
}

#[test]
fn another_name() {
    let client: Client = Wire::default().client();
    let pending = client.consent::<consents::Installation>().begin().unwrap();
    assert_eq!(
        pending.url().replace(pending.state(), "STATE"),
        "https://acme.example/install?client_id=id&own_field=STATE"
    );
    let callback = format!("own_field={}", pending.state());
    client.accept_consent::<consents::Installation>(pending, callback).unwrap();
}

#[test]
fn a_callback_without_it_is_refused() {
    let client: Client = Wire::default().client();
    let begin = || client.authorize().begin().unwrap();
    let error = client.accept(begin(), "code=c0de&own_field=other").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::WrongState)), "{error}");
    let pending = begin();
    let callback = format!("code=c0de&state={}", pending.state());
    let error = client.accept(pending, callback).unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::MissingState { .. })), "{error}");
}
