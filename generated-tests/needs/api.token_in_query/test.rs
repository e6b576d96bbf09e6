//! The token is a parameter of each call's URL.

use crate::prelude::*;
use provider::api_token_in_query::Client;

#[tokio::test]
async fn the_token_is_in_the_query() {
    let wire = Wire::answering([json(r#"{"access_token": "a/b c"}"#), json("{}"), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me").await.unwrap();
    session.post("/me?x=1").json(&1).await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/me?oauth_token=a%2Fb+c");
    assert_eq!(wire.sent(2).line(), "POST https://api.acme.example/me?x=1&oauth_token=a%2Fb+c");
    assert_eq!(wire.sent(1).header("authorization"), None);
}

#[tokio::test]
async fn a_new_token_replaces_the_old_one() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        text(401, "text/plain", ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me?x=1").await.unwrap();
    assert_eq!(wire.sent(3).line(), "GET https://api.acme.example/me?x=1&oauth_token=b");
}

#[tokio::test]
async fn no_error_and_no_debug_form_shows_it() {
    let wire = Wire::answering([json(r#"{"access_token": "t0ken"}"#), text(500, "text/plain", "")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let answer = session.get("/me").await.unwrap();
    assert!(!format!("{answer:?}").contains("t0ken"));
    let error = answer.error_for_status().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("t0ken"), "{error}");
}
