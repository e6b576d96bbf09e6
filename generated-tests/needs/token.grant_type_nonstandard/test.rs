//! What kind of request it is stands under another name, in other words.

use crate::check::names;
use crate::prelude::*;
use provider::token_grant_type_nonstandard::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn name_and_value_are_the_providers() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(names(wire.sent(0).body()), ["type", "redirect_uri", "code", "code_verifier"]);
    assert_eq!(wire.sent(0).form("type").unwrap(), "web_server");
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "type=refresh&refresh_token=r");
}

#[tokio::test]
async fn it_is_the_requests_own() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).parameter("type", "web_server").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `type` belongs to the request itself: leave out `.parameter(…)`"
    );
}
