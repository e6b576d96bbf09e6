//! Each call names the client, and carries a key that only the application knows.

use crate::prelude::*;
use provider::api_client_id_header::{Client, Variables};

#[tokio::test]
async fn both_go_with_every_call_and_with_no_token_request() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}"), json("{}")]);
    let client: Client =
        wire.setup(Client::builder_with(Variables::new("beef01"))).build().unwrap();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!((wire.sent(0).header("client-id"), wire.sent(0).header("x-api-key")), (None, None));
    let session = client.session(token).start();
    session.get("/users").await.unwrap();
    session.post("/users").header("client-id", "other").json(&1).await.unwrap();
    for number in [1, 2] {
        let sent = wire.sent(number);
        assert_eq!(sent.header("client-id"), Some("id"), "the application cannot change it");
        assert_eq!(sent.header("x-api-key"), Some("beef01"));
        assert_eq!(sent.header("authorization"), Some("Bearer a"));
    }
}

#[test]
fn a_key_that_is_none_is_refused() {
    let builder = Client::builder_with(Variables::new("beef01 ; x"));
    let error = Wire::default().setup(builder).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the variable `api_key` must look like `[0-9a-f]{4,32}`, and `beef01 ; x` does not"
    );
}
