//! The token in a header of its own, and no `Authorization`.

use crate::prelude::*;
use provider::api_custom_header::Client;

#[tokio::test]
async fn the_token_is_in_its_header() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        text(401, "text/plain", ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let call = client.session(token).start().get("/me").header("x-access-token", "mine");
    call.await.unwrap();
    for (number, token) in [(1, "a"), (3, "b")] {
        assert_eq!(wire.sent(number).line(), "GET https://api.acme.example/me");
        assert_eq!(wire.sent(number).header("x-access-token"), Some(token));
        assert_eq!(wire.sent(number).header("authorization"), None);
    }
    assert_eq!(wire.sent(2).header("x-access-token"), None, "it is for calls of the API");
}

#[tokio::test]
async fn it_is_sent_nowhere_else() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let error = session.get("https://evil.example/me").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`https://evil.example` is not at https://api.acme.example: the token is sent nowhere else"
    );
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_none() {
    let wire = Wire::answering([json(r#"{"access_token": "a\nb"}"#)]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(error.to_string().contains("its access token holds control characters"), "{error}");
    assert_eq!(wire.count(), 1);
}
