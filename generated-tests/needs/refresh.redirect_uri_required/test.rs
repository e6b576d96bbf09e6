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
async fn a_session_sends_it_and_an_application_cannot_send_another() {
    let wire = Wire::answering([
        json(GIVEN),
        text(401, "text/plain", ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let error = client.refresh(&token).parameter("redirect_uri", "x").request().unwrap_err();
    assert!(error.to_string().contains("`redirect_uri` belongs to the request itself"), "{error}");
    client.session(token).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("redirect_uri").unwrap(), "https://app.example/callback");
}

#[test]
fn one_that_cannot_work_is_refused_when_the_client_is_built() {
    let builder = Wire::default().setup(Client::builder());
    let error = builder.redirect_uri("http://app.example/callback").build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the redirect URI `http://app.example/callback` must be https (http is for loopback only): see \
         `.redirect_uri(…)`"
    );
}
