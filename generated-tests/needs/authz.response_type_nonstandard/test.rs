//! What is asked for is said in another word or in another parameter; the flow is the same.

use oauth_runtime::CallbackError;

use crate::prelude::*;
use provider::authz_response_type_nonstandard::Client;

#[tokio::test]
async fn another_word() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let start = "https://acme.example/authorize?response_type=Assertion&client_id=id&";
    assert!(pending.url().starts_with(start), "{}", pending.url());
    assert_eq!(pending.url().matches("response_type").count(), 1);
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).form("grant_type").unwrap(), "authorization_code");
    assert_eq!(token.access_token().expose(), "a");
}

#[test]
fn another_parameter() {
    let client: Client = Wire::default().client();
    let pending = client.implicit().begin().unwrap();
    assert_eq!(
        pending.url().replace(pending.state(), "STATE"),
        "https://acme.example/authorize?client_id=id&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback\
         &state=STATE&type=user_agent"
    );
}

#[tokio::test]
async fn a_callback_without_a_code_is_refused() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let error = client.accept(pending, "assertion=x").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::MissingState { .. })), "{error}");
    let pending = client.authorize().begin().unwrap();
    let callback = format!("assertion=x&state={}", pending.state());
    assert_eq!(
        client.accept(pending, callback).unwrap_err().to_string(),
        "the callback has neither `code` nor `error`: start a new authorization"
    );
}
