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
