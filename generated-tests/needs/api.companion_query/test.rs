//! Constant parameters and the key of the application go with every call.

use crate::prelude::*;
use provider::api_companion_query::Client;

async fn session(
    wire: &Wire,
) -> oauth_runtime::Session<provider::api_companion_query::ApiCompanionQuery> {
    let client: Client = wire.client();
    client.session(wire.sign_in(&client, "").await.unwrap()).start()
}

#[tokio::test]
async fn they_are_added_to_every_query() {
    let wire =
        Wire::answering([json(r#"{"access_token": "a"}"#), json("{}"), json("{}"), json("{}")]);
    let session = session(&wire).await;
    session.get("/items").await.unwrap();
    session.get("/items?page=2").query([("q", "a&b")]).await.unwrap();
    session.post("/items").form([("name", "x")]).await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/items?f=json&key=id");
    assert_eq!(
        wire.sent(2).line(),
        "GET https://api.acme.example/items?page=2&q=a%26b&f=json&key=id"
    );
    assert_eq!(wire.sent(3).line(), "POST https://api.acme.example/items?f=json&key=id");
    assert_eq!(wire.sent(3).body(), "name=x");
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer a"));
}

#[tokio::test]
async fn they_are_not_in_token_requests() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    session(&wire).await;
    assert_eq!(wire.sent(0).line(), "POST https://acme.example/token");
    assert_eq!((wire.sent(0).form("f"), wire.sent(0).form("key")), (None, None));
}

#[tokio::test]
async fn a_key_with_signs_of_a_query_stays_one_value() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}"), json("{}")]);
    let client: Client = wire.setup(Client::builder()).client_id("id&f=xml#1").build().unwrap();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    for path in ["/items", "/items#end"] {
        session.get(path).await.unwrap();
    }
    for number in [1, 2] {
        assert_eq!(
            wire.sent(number).line(),
            "GET https://api.acme.example/items?f=json&key=id%26f%3Dxml%231"
        );
    }
}

#[tokio::test]
async fn a_key_that_the_api_refuses_is_the_applications_to_see() {
    let refused = text(403, "application/json", r#"{"error": "invalid_key"}"#);
    let wire = Wire::answering([json(r#"{"access_token": "a", "refresh_token": "r"}"#), refused]);
    let answer = session(&wire).await.get("/items").await.unwrap();
    let Err(Error::Provider(error)) = answer.error_for_status() else { panic!() };
    assert_eq!(error.code(), Some("invalid_key"));
    assert_eq!(wire.count(), 2, "another token has no other key");
}

#[tokio::test]
async fn a_link_that_carries_them_already_gets_those_of_today() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}"), json("{}")]);
    let session = session(&wire).await;
    session.get("/items?key=old&f=xml&page=2&%6bey=x&").await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/items?page=2&&f=json&key=id");
    session.get("https://api.acme.example/items?key=old").await.unwrap();
    assert_eq!(wire.sent(2).line(), "GET https://api.acme.example/items?f=json&key=id");
}
