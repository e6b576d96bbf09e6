//! The exchange has a parameter more, which is always the same; the renewal has not.

use crate::check::names;
use crate::prelude::*;
use provider::token_extra_static_params::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_exchange_alone_has_it() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        names(wire.sent(0).body()),
        ["grant_type", "redirect_uri", "code", "code_verifier", "action"]
    );
    assert_eq!(wire.sent(0).form("action").unwrap(), "requesttoken");
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r");
}

#[tokio::test]
async fn it_cannot_be_given_twice() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c0de&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let error = client.exchange(&authorized).parameter("action", "other").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `action` belongs to the request itself: leave out `.parameter(…)`"
    );
}
