//! The provider may start the flow, without state; an authorization of ours still has one.

use oauth_runtime::CallbackError;

use crate::prelude::*;
use provider::authz_state_absent_on_provider_start::Client;

#[tokio::test]
async fn the_provider_starts() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let authorized = client.accept_initiated("?code=c0de&shop=books").unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    assert_eq!(
        wire.sent(0).body(),
        "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code=c0de"
    );
    assert_eq!(token.access_token().expose(), "a");
}

#[test]
fn a_callback_counts_once() {
    let client: Client = Wire::default().client();
    client.accept_initiated("code=c0de").unwrap();
    let error = client.accept_initiated("code=c0de").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Replayed)), "{error}");
}

#[test]
fn an_answer_to_us_is_not_taken_for_a_start_of_theirs() {
    let client: Client = Wire::default().client();
    let error = client.accept_initiated("code=c0de&state=s").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback has a `state`: it answers an authorization that was begun, so accept it with that"
    );
    let error = client.accept_initiated("error=access_denied").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Denied(_))), "{error}");
}

#[tokio::test]
async fn a_flow_of_ours_has_a_state_and_wants_it_back() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "state").unwrap(), pending.state());
    let error = client.accept(pending, "code=c0de").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::MissingState { .. })), "{error}");
    wire.sign_in(&client, "").await.unwrap();
}
