//! Parameters are the members of a JSON object.

use crate::prelude::*;
use provider::token_body_json::Client;

const TOKEN: &str = r#"{"access_token": "a", "refresh_token": "r\"1"}"#;

#[tokio::test]
async fn the_body_is_an_object_of_texts() {
    let wire = Wire::answering([json(TOKEN), json(TOKEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://acme.example/token");
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert!(sent.body().starts_with(
        r#"{"grant_type":"authorization_code","redirect_uri":"https://app.example/callback","code":"c0de","#
    ));
    assert_eq!(sent.json().as_object().unwrap().len(), 4);
    assert_eq!(sent.json()["code_verifier"].as_str().unwrap().len(), 43);
    client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), r#"{"grant_type":"refresh_token","refresh_token":"r\"1"}"#);
}

#[tokio::test]
async fn a_code_cannot_become_another_member() {
    let wire = Wire::answering([json(TOKEN)]);
    let client: Client = wire.client();
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c%22%2C%22x%22%3A%22y%0A&state={}", pending.state());
    client.finish(pending, callback).await.unwrap();
    assert!(wire.sent(0).body().contains(r#""code":"c\",\"x\":\"y\n","code_verifier""#));
    assert_eq!(wire.sent(0).json()["code"], "c\",\"x\":\"y\n");
}

#[tokio::test]
async fn a_refusal_does_not_show_what_it_repeats() {
    let refused = r#"{"error": "invalid_grant", "error_description": "bad r3fresh\"1"}"#;
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r3fresh\"1"}"#),
        text(400, "application/json", refused),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("r3fresh"), "{error:?}");
    assert!(error.needs_user(), "{error}");
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!((error.code(), error.description()), (Some("invalid_grant"), Some("bad …")));
}
