//! The callback's name for the code is its own; the exchange calls it as the RFC does.

use crate::prelude::*;
use provider::callback_code_renamed::Client;

#[tokio::test]
async fn the_code_is_found_and_sent_on() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("auth_code=c0de&state={}", pending.state());
    let token = client.finish(pending, callback).await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let sent = wire.sent(0);
    assert_eq!(sent.form("code").unwrap(), "c0de");
    assert_eq!(sent.form("auth_code"), None);
}

#[tokio::test]
async fn the_usual_name_is_not_looked_at() {
    let wire = Wire::default();
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "&auth_code=").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback has neither `auth_code` nor `error`: start a new authorization"
    );
    assert_eq!(wire.count(), 0);
}
