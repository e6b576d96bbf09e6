//! The redirect URI is sent with a refresh too.

use crate::prelude::*;
use provider::refresh_redirect_uri_required::{Client, Token};

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r"}"#;

#[tokio::test]
async fn it_is_the_clients() {
    let wire = Wire::answering([json(GIVEN), json(r#"{"access_token": "b"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.refresh(&Token::restore(&token.save()).unwrap()).await.unwrap();
    assert_eq!(
        wire.sent(1).body(),
        "grant_type=refresh_token&refresh_token=r&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"
    );
}

#[tokio::test]
async fn without_one_a_refresh_says_what_to_call() {
    let wire = Wire::answering([json(GIVEN)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let builder = Client::builder().client_id("id").client_secret("s3cr3t");
    let other = builder.transport(wire.clone()).clock(wire.clone()).build().unwrap();
    let error = other.refresh(&token).await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    assert!(error.to_string().contains(".redirect_uri(…)"), "{error}");
    assert_eq!(wire.count(), 1, "nothing was sent");
}
