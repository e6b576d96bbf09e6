//! Id and secret are called a user's name and password.

use crate::prelude::*;
use provider::token_auth_credentials_other_names::Client;

#[tokio::test]
async fn the_names_are_the_providers() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let token = client.client_credentials().await.unwrap();
    assert_eq!(token.access_token().expose(), "a");
    let sent = wire.sent(0);
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(sent.body(), "grant_type=client_credentials&username=id&password=s3cr3t");
}

#[tokio::test]
async fn they_cannot_be_given_twice() {
    let client: Client = Wire::default().client();
    let error = client.client_credentials().parameter("password", "other").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `password` belongs to the request itself: leave out `.parameter(…)`"
    );
}
