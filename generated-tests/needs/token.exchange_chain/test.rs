//! The token logs in to a session, whose token and address are what the API takes; a refresh logs in again.

use crate::prelude::*;
use provider::token_exchange_chain::Client;

const FIRST: &str = r#"{"access_token": "first", "refresh_token": "r", "expires_in": 600}"#;
const LOGIN: &str = r#"{"BhRestToken": "session", "restUrl": "https://rest5.acme.example/corp"}"#;

#[tokio::test]
async fn the_session_is_what_the_application_gets() {
    let wire = Wire::answering([json(FIRST), json(LOGIN), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        wire.sent(1).line(),
        "GET https://rest.acme.example/login?version=*&access_token=first"
    );
    assert_eq!(wire.sent(1).header("authorization"), None);
    assert_eq!(token.access_token().expose(), "session");
    assert_eq!(token.refresh_token().unwrap().expose(), "r", "what the login leaves out stays");
    assert_eq!(token.expires_in(), None);
    client.session(token).start().get("/entity").send().await.unwrap();
    assert_eq!(wire.sent(2).line(), "GET https://rest5.acme.example/corp/entity");
    assert_eq!(wire.sent(2).header("bhresttoken"), Some("session"));
    assert_eq!(wire.sent(2).header("authorization"), None);
}

#[tokio::test]
async fn a_refresh_logs_in_again() {
    let wire = Wire::answering([json(FIRST), json(LOGIN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    wire.answer(json(r#"{"access_token": "second", "refresh_token": "r2"}"#));
    wire.answer(json(&LOGIN.replace("session", "session2")));
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(2).form("refresh_token").unwrap(), "r");
    assert_eq!(
        wire.sent(3).line(),
        "GET https://rest.acme.example/login?version=*&access_token=second"
    );
    assert_eq!(token.access_token().expose(), "session2");
    assert_eq!(token.refresh_token().unwrap().expose(), "r2");
}

#[tokio::test]
async fn a_session_somewhere_else_is_refused() {
    let wire = Wire::answering([json(FIRST), json(&LOGIN.replace("acme.example", "evil.example"))]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(
        token.rest_url, None,
        "what is not under the provider's hosts is no address of its API"
    );
    let error = client.session(token).start().get("/entity").send().await.unwrap_err();
    assert!(error.to_string().contains("`rest_url`"), "{error}");
    assert_eq!(wire.count(), 2, "nothing was sent there");
}
