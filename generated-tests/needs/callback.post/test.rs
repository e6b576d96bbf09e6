//! The browser posts a form instead of coming back with a query.

use crate::prelude::*;
use provider::callback_post::Client;

#[test]
fn the_form_is_asked_for() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "response_mode").unwrap(), "form_post");
}

#[tokio::test]
async fn the_body_is_accepted_as_it_was_posted() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let body = format!("state={}&code=c+0%2Bde", pending.state());
    let authorized = client.accept(pending, body).unwrap();
    client.exchange(&authorized).await.unwrap();
    assert_eq!(wire.sent(0).form("code").unwrap(), "c 0+de");
}

#[test]
fn a_form_with_two_codes_is_refused() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let body = format!("code=one&code=two&state={}", pending.state());
    assert_eq!(
        client.accept(pending, body).unwrap_err().to_string(),
        "the callback has the parameter `code` more than once, which RFC 6749 forbids: start a new authorization"
    );
}
