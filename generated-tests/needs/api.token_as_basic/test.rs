//! The token is the user name of Basic, with an empty password.

use crate::prelude::*;
use provider::api_token_as_basic::Client;

#[tokio::test]
async fn the_token_is_the_user_name() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        text(401, "text/plain", ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.session(token).start().get("/candidates").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Basic YTo="));
    assert_eq!(wire.sent(3).header("authorization"), Some("Basic Yjo="), "made anew");
}

#[tokio::test]
async fn the_client_authenticates_as_ever() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
}
