//! Consent is asked for again where a refresh token is wanted, and only there.

use crate::prelude::*;
use provider::authz_prompt_for_refresh::Client;

#[test]
fn users_are_not_bothered_by_default() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert_eq!(param(pending.url(), "prompt"), None);
    assert_eq!(param(pending.url(), "access_type"), None);
}

#[tokio::test]
async fn a_refresh_token_takes_both() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "refresh_token": "r"}"#)]);
    let client: Client = wire.client();
    let pending = client.authorize().offline(true).begin().unwrap();
    assert!(pending.url().ends_with("&access_type=offline&prompt=consent"), "{}", pending.url());
    let callback = format!("code=c0de&state={}", pending.state());
    let token = client.finish(pending, callback).await.unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
}

#[test]
fn the_application_does_not_ask_in_another_way() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("prompt", "consent").begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `prompt` belongs to the request itself: leave out `.parameter(…)`"
    );
}
