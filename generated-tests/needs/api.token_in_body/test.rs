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

#[tokio::test]
async fn a_refusal_of_the_token_in_the_form_is_read() {
    let refused = text(400, "application/json", r#"{"error": "not_authed"}"#);
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), refused]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let answer = session.post("/chat").form([("text", "hi")]).await.unwrap();
    assert_eq!(wire.sent(1).body(), "text=hi&token=a");
    let Err(Error::Provider(error)) = answer.error_for_status() else { panic!() };
    assert_eq!(error.code(), Some("not_authed"));
    assert_eq!(wire.count(), 2);
}

#[tokio::test]
async fn a_call_that_has_no_form_stays_as_it_is() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}"), json("{}")]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me?x=1").await.unwrap();
    session.post("/me").json(&[1]).await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.example/me?x=1");
    assert_eq!((wire.sent(1).body(), wire.sent(1).header("content-type")), ("", None));
    assert_eq!(wire.sent(2).body(), "[1]");
    for number in [1, 2] {
        assert_eq!(wire.sent(number).header("authorization"), None);
    }
}

#[tokio::test]
async fn a_form_that_has_a_token_already_is_refused() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let error = session.post("/chat").form([("text", "hi"), ("token", "x")]).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`token` is put into the body of every call: leave it out of yours"
    );
    assert_eq!(wire.count(), 1);
}
