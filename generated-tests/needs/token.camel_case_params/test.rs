//! All standard parameters have names in camel case, in the browser and in requests.

use crate::check::names;
use crate::prelude::*;
use provider::token_camel_case_params::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn no_name_has_an_underscore() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let pending = client.authorize().scope("read").begin().unwrap();
    let asked: Vec<_> = params(pending.url()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        asked,
        [
            "responseType",
            "clientId",
            "redirectUri",
            "codeChallengeMethod",
            "scope",
            "state",
            "codeChallenge"
        ]
    );
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        names(wire.sent(0).body()),
        ["grantType", "redirectUri", "code", "codeVerifier", "clientId", "clientSecret"]
    );
    client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).body(),
        "grantType=refresh_token&refreshToken=r&clientId=id&clientSecret=s3cr3t"
    );
}

#[tokio::test]
async fn the_new_names_are_the_requests_own() {
    let client: Client = Wire::default().client();
    let error = client.authorize().parameter("clientId", "other").begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `clientId` belongs to the request itself: leave out `.parameter(…)`"
    );
}
