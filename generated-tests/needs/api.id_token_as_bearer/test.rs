//! The API takes the ID token.

use crate::prelude::*;
use provider::api_id_token_as_bearer::Client;

#[tokio::test]
async fn the_id_token_is_sent_also_after_a_refresh() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "id_token": "i.d.1", "refresh_token": "r"}"#),
        json("{}"),
        json(r#"{"access_token": "b", "id_token": "i.d.2"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(1).header("authorization"), Some("Bearer i.d.1"));
    session.renew().await.unwrap();
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer i.d.2"));
}

#[tokio::test]
async fn without_one_nothing_is_sent() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    let error = session.get("/me").await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the header `authorization` is needed: the token has no ID token"
    );
    assert_eq!(wire.count(), 1);
}
