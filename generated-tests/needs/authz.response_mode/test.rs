//! The callback is asked for as a form, and taken as the form that was posted.

use crate::prelude::*;
use provider::authz_response_mode::Client;

#[test]
fn a_form_is_asked_for() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "response_mode").unwrap(), "form_post");
    assert_eq!(param(pending.url(), "response_type").unwrap(), "code");
}

#[tokio::test]
async fn the_posted_form_is_the_callback() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let body = format!("state={}&code=c%2F0+de", pending.state());
    client.finish(pending, body).await.unwrap();
    assert_eq!(wire.sent(0).form("code").unwrap(), "c/0 de");
}

#[test]
fn a_form_with_a_parameter_twice_is_refused() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let body = format!("code=c0de&state={}&code=other", pending.state());
    assert_eq!(
        client.accept(pending, body).unwrap_err().to_string(),
        "the callback has the parameter `code` more than once, which RFC 6749 forbids: start a new authorization"
    );
}
