//! The answer's form is asked for: with a header in every request, with a parameter in the first.

use crate::prelude::*;
use provider::token_accept_header::Client;

#[tokio::test]
async fn the_answer_is_asked_for_as_json() {
    let token = json(r#"{"access_token": "a", "refresh_token": "r"}"#);
    let wire = Wire::answering([token.clone(), token]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token?output=json");
    assert_eq!(wire.sent(0).header("accept"), Some("application/vnd.acme+json"));
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://acme.example/token");
    assert_eq!(wire.sent(1).header("accept"), Some("application/vnd.acme+json"));
}

#[tokio::test]
async fn an_answer_in_another_form_is_no_token() {
    let wire = Wire::answering([form("access_token=a&expires_in=60")]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answer of token-accept-header cannot be used: the body is broken JSON at line 1, column 1 (HTTP 200, \
         application/x-www-form-urlencoded, 28 bytes); compare the provider's documentation with its TOML \
         file"
    );
}
