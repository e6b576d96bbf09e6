//! Id and secret are parameters of the form.

use crate::prelude::*;
use provider::token_auth_post::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_credentials_are_in_the_body_alone() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client = wire.setup(Client::builder()).client_secret("a&b=c d").build().unwrap();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!(wire.sent(0).header("authorization"), None);
    assert!(wire.sent(0).body().ends_with("&client_id=id&client_secret=a%26b%3Dc+d"));
    client.refresh(&token).await.unwrap();
    assert_eq!(
        wire.sent(1).body(),
        "grant_type=refresh_token&refresh_token=r&client_id=id&client_secret=a%26b%3Dc+d"
    );
}

#[test]
fn without_a_secret_there_is_no_client() {
    let builder = Client::builder().client_id("id").transport(Wire::default());
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "there is no client secret, and token-auth-post authenticates with client_secret_post: call \
         `.client_secret(…)`"
    );
}
