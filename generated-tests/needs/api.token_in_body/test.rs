//! The token is a member of the form that each call sends.

use crate::prelude::*;
use provider::api_token_in_body::Client;

#[tokio::test]
async fn the_token_is_in_the_form() {
    let wire = Wire::answering([json(r#"{"access_token": "a&b"}"#), json("{}"), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.post("/chat").form([("text", "hi")]).await.unwrap();
    session.post("/auth.test").await.unwrap();
    assert_eq!(wire.sent(1).line(), "POST https://api.acme.example/chat");
    assert_eq!(wire.sent(1).body(), "text=hi&token=a%26b");
    assert_eq!(wire.sent(1).header("authorization"), None);
    assert_eq!(wire.sent(2).body(), "token=a%26b");
    let kind = wire.sent(2).header("content-type").map(str::to_owned);
    assert_eq!(kind.as_deref(), Some("application/x-www-form-urlencoded"));
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
    session.post("/chat").form([("text", "hi")]).await.unwrap();
    assert_eq!(wire.sent(3).body(), "text=hi&token=b");
}
