//! The secret is sent under another name.

use crate::check::names;
use crate::prelude::*;
use provider::token_secret_renamed::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_name_is_the_providers_in_every_request() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        names(wire.sent(0).body()),
        ["grant_type", "redirect_uri", "code", "code_verifier", "client_id", "secret"]
    );
    client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).body(),
        "grant_type=refresh_token&refresh_token=r&client_id=id&secret=s3cr3t"
    );
}

#[tokio::test]
async fn under_neither_name_can_it_be_given_twice() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    for name in ["secret", "client_secret"] {
        let error = client.refresh(&token).parameter(name, "other").await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the parameter `{name}` belongs to the request itself: leave out `.parameter(…)`"
            )
        );
    }
}
