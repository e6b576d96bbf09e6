//! One parameter in the query of a request whose body holds the others.

use crate::prelude::*;
use provider::token_redirect_uri_in_query::Client;

#[tokio::test]
async fn the_redirect_uri_is_in_the_query_alone() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    wire.sign_in(&client, "").await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(
        sent.line(),
        "POST https://acme.example/token?redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"
    );
    assert_eq!(sent.form("redirect_uri"), None);
    assert_eq!(sent.form("code").unwrap(), "c0de");
    assert_eq!(sent.form("grant_type").unwrap(), "authorization_code");
}

#[tokio::test]
async fn a_redirect_uri_cannot_leave_its_place() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#)]);
    let builder = wire.setup(Client::builder()).redirect_uri("https://app.example/?a=b&code=x");
    wire.sign_in(&builder.build().unwrap(), "").await.unwrap();
    assert_eq!(
        wire.sent(0).line(),
        "POST https://acme.example/token?redirect_uri=https%3A%2F%2Fapp.example%2F%3Fa%3Db%26code%3Dx"
    );
}
