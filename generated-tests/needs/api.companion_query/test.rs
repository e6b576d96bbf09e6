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
