//! Id and secret in one header, each encoded as a form encodes it.

use crate::check::names;
use crate::prelude::*;
use provider::token_auth_basic::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn the_credentials_are_in_the_header_alone() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic aWQ6czNjcjN0"));
    assert_eq!(names(wire.sent(0).body()), ["grant_type", "redirect_uri", "code", "code_verifier"]);
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Basic aWQ6czNjcjN0"));
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r");
}

#[tokio::test]
async fn a_colon_in_the_id_is_not_the_end_of_it() {
    let wire = Wire::answering([json(TOKEN)]);
    let builder = wire.setup(Client::builder()).client_id("a b:c").client_secret("p%q+");
    wire.sign_in(&builder.build().unwrap(), "").await.unwrap();
    // a+b%3Ac:p%25q%2B
    assert_eq!(wire.sent(0).header("authorization"), Some("Basic YStiJTNBYzpwJTI1cSUyQg=="));
}

#[test]
fn without_a_secret_there_is_no_client() {
    let builder = Client::builder().client_id("id").transport(Wire::default());
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "there is no client secret, and token-auth-basic authenticates with client_secret_basic: call \
         `.client_secret(…)`"
    );
}
