//! A success is a success, whatever challenge comes with it.

use crate::prelude::*;
use provider::response_www_authenticate_on_success::Client;

fn challenged(status: u16, body: &str) -> http::Response<Vec<u8>> {
    let mut answer = text(status, "application/json", body);
    let challenge = r#"Bearer error="invalid_token""#.parse().unwrap();
    answer.headers_mut().insert("www-authenticate", challenge);
    answer
}

#[tokio::test]
async fn a_token_with_a_challenge_is_a_token() {
    let wire = Wire::answering([challenged(200, r#"{"access_token": "a"}"#)]);
    let client: Client = wire.client();
    assert_eq!(wire.sign_in(&client, "").await.unwrap().access_token().expose(), "a");
}

#[tokio::test]
async fn a_call_of_the_api_with_one_renews_nothing() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        challenged(200, r#"{"id": 1}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let answer = client.session(token).start().get("/me").await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.text()), (200, r#"{"id": 1}"#.to_owned()));
    assert_eq!(wire.count(), 2);
}

#[tokio::test]
async fn with_401_it_is_a_sign() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r"}"#),
        challenged(401, ""),
        json(r#"{"access_token": "b"}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    client.session(token).start().get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("grant_type").unwrap(), "refresh_token");
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer b"));
}

#[tokio::test]
async fn a_refusal_with_a_challenge_is_what_its_body_says() {
    for status in [200, 400, 401] {
        let wire = Wire::answering([challenged(status, r#"{"error": "invalid_grant"}"#)]);
        let client: Client = wire.client();
        let Err(Error::Provider(error)) = wire.sign_in(&client, "").await else { panic!() };
        assert_eq!(error.code(), Some("invalid_grant"), "{status}");
        assert_eq!((error.status().as_u16(), wire.count()), (status, 1));
    }
}

#[tokio::test]
async fn a_success_without_a_token_is_none() {
    let wire = Wire::answering([challenged(200, "{}")]);
    let client: Client = wire.client();
    let error = wire.sign_in(&client, "").await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
}
