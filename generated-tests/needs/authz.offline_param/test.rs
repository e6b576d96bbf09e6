//! A parameter asks for a refresh token, unless the application wants none.

use crate::prelude::*;
use provider::authz_offline_param::Client;

#[tokio::test]
async fn a_refresh_token_is_asked_for() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "refresh_token": "r"}"#)]);
    let client: Client = wire.client();
    for authorize in [client.authorize(), client.authorize().offline(true)] {
        let pending = authorize.begin().unwrap();
        assert!(pending.url().ends_with("&access_type=offline"), "{}", pending.url());
    }
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "r");
    assert_eq!(wire.sent(0).form("access_type"), None);
}

#[test]
fn it_can_be_left_out() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().offline(false).begin().unwrap();
    assert_eq!(param(pending.url(), "access_type"), None);
}

#[tokio::test]
async fn a_token_without_one_cannot_be_refreshed() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the token has no refresh token: ask for a new one with the grant it came from"
    );
    assert_eq!(wire.count(), 1);
}

#[test]
fn the_parameter_belongs_to_the_request() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("access_type", "online").begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `access_type` belongs to the request itself: leave out `.parameter(…)`"
    );
}
