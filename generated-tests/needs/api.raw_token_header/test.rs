//! The bare token is the whole of `Authorization`.

use crate::prelude::*;
use provider::api_raw_token_header::Client;

#[tokio::test]
async fn the_header_is_the_token() {
    let wire =
        Wire::answering([json(r#"{"access_token": "pk_1", "token_type": "Bearer"}"#), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.session(token).start().get("/team").header("authorization", "x").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("pk_1"));
}

#[tokio::test]
async fn it_does_not_show() {
    let wire = Wire::answering([json(r#"{"access_token": "pk_1"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let session = client.session(token.clone()).start();
    assert!(!format!("{token:?} {session:?} {:?}", session.get("/x")).contains("pk_1"));
}

#[tokio::test]
async fn what_cannot_be_the_whole_of_a_header_is_no_token() {
    for (token, why) in [
        (r"pk_1\r\nx-admin: 1", "its access token holds control characters"),
        (r"pk_1\u0000", "its access token holds control characters"),
        ("", "there is neither `access_token` nor `error` in it"),
    ] {
        let wire = Wire::answering([json(&format!(r#"{{"access_token": "{token}"}}"#))]);
        let client: Client = wire.client();
        let error = wire.sign_in(&client, "").await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{error}");
        assert!(error.to_string().contains(why), "{error}");
        assert!(!format!("{error} {error:?}").contains("pk_1"), "{error:?}");
        assert_eq!(wire.count(), 1);
    }
}
