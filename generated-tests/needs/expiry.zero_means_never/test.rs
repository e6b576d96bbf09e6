//! A lifetime of zero, or none, means that the token never expires.

use crate::prelude::*;
use provider::expiry_zero_means_never::Client;

#[tokio::test]
async fn zero_is_never() {
    for zero in ["0", r#""0""#, "null"] {
        let wire = Wire::answering([
            json(&format!(r#"{{"access_token": "a", "expires_in": {zero}, "scope": null}}"#)),
            json("{}"),
        ]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_at(), None, "{zero}");
        let session = client.session(token).start();
        wire.pass(365 * 86_400);
        session.get("/me").await.unwrap();
        assert_eq!(wire.count(), 2, "nothing was renewed");
    }
}

#[tokio::test]
async fn another_number_is_a_lifetime() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(60)));
}

#[tokio::test]
async fn a_refresh_can_say_so_too() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r", "expires_in": 60}"#),
        json(r#"{"access_token": "b", "expires_in": 0}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(client.refresh(&token).await.unwrap().expires_at(), None);
}

#[tokio::test]
async fn what_is_no_number_says_nothing_and_the_api_says_when_it_is_over() {
    for lifetime in [r#""never""#, r#""""#, "{}", "[0]", "false"] {
        let wire = Wire::answering([
            json(&format!(
                r#"{{"access_token": "a", "refresh_token": "r", "expires_in": {lifetime}}}"#
            )),
            text(401, "text/plain", ""),
            json(r#"{"access_token": "b", "expires_in": 0}"#),
            json("{}"),
        ]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!((token.expires_in(), token.expires_at()), (None, None), "{lifetime}");
        client.session(token).start().get("/me").await.unwrap();
        assert_eq!(wire.sent(3).header("authorization"), Some("Bearer b"), "{lifetime}");
    }
}

#[tokio::test]
async fn a_part_of_a_second_is_no_zero() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 0.5}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.expires_at(), Some(token.received_at()));
}
