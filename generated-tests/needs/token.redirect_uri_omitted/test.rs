//! The redirect URI is for the browser alone.

use crate::check::names;
use crate::prelude::*;
use provider::token_redirect_uri_omitted::Client;

#[tokio::test]
async fn the_exchange_does_not_repeat_it() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "redirect_uri").unwrap(), "https://app.example/callback");
    let callback = format!("code=c0de&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    assert_eq!(names(wire.sent(0).body()), ["grant_type", "code", "code_verifier"]);
}

#[tokio::test]
async fn it_can_be_added_to_one_exchange() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let call = client.exchange(&authorized);
    call.parameter("redirect_uri", "https://app.example/callback").await.unwrap();
    assert!(wire.sent(0).body().ends_with("&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"));
}
