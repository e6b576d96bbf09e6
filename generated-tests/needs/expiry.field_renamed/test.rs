//! The lifetime has another name; `expires_in` is then a member like any other.

use crate::prelude::*;
use provider::expiry_field_renamed::Client;

#[tokio::test]
async fn the_lifetime_is_found_under_its_own_name() {
    for answer in [
        r#"{"access_token": "a", "expires": 60, "expires_in": 5}"#,
        r#"{"access_token": "a", "expires": "60"}"#,
    ] {
        let wire = Wire::answering([json(answer)]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_in(), Some(Duration::from_secs(60)), "{answer}");
        assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_secs(60)));
    }
}

#[tokio::test]
async fn without_it_nobody_knows() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "expires_in": 60}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!((token.expires_in(), token.expires_at()), (None, None));
}

#[tokio::test]
async fn the_old_lifetime_is_not_the_new_one() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r", "expires": 60}"#),
        json(r#"{"access_token": "b"}"#),
        json(r#"{"access_token": "c", "expires": 90}"#),
    ]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!((token.expires_in(), token.expires_at()), (None, None));
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.expires_in(), Some(Duration::from_secs(90)));
}

#[tokio::test]
async fn what_is_no_lifetime_is_not_looked_for_elsewhere() {
    for (lifetime, expected) in [
        (r#""soon""#, None),
        ("null", None),
        (r#"{"in": 60}"#, None),
        ("[60]", None),
        ("true", None),
        ("-60", Some(0)),
        ("59.9", Some(59)),
    ] {
        let wire = Wire::answering([json(&format!(
            r#"{{"access_token": "a", "expires": {lifetime}, "expires_in": 5}}"#
        ))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let expected = expected.map(Duration::from_secs);
        assert_eq!(token.expires_in(), expected, "{lifetime}");
        assert_eq!(token.expires_at(), expected.map(|time| token.received_at() + time));
    }
}

#[tokio::test]
async fn a_lifetime_beyond_every_clock_does_not_end() {
    let wire =
        Wire::answering([json(r#"{"access_token": "a", "expires": "99999999999999999999"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.expires_at(), None);
}
