//! `expires_in` counts milliseconds.

use crate::prelude::*;
use provider::expiry_milliseconds::Client;

#[tokio::test]
async fn milliseconds_are_read_as_such() {
    for answer in ["60500", "\"60500\""] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "expires_in": {answer}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_in(), Some(Duration::from_secs(60)));
        assert_eq!(token.expires_at(), Some(token.received_at() + Duration::from_millis(60_500)));
    }
}

#[tokio::test]
async fn a_session_renews_in_time() {
    let wire = Wire::answering([
        json(r#"{"access_token": "a", "refresh_token": "r", "expires_in": 600000}"#),
        json("{}"),
        json(r#"{"access_token": "b", "expires_in": 600000}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(530);
    session.get("/me").await.unwrap();
    assert_eq!(wire.count(), 2);
    wire.pass(20);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("refresh_token").unwrap(), "r");
}

#[tokio::test]
async fn what_no_clock_can_say_is_never() {
    let wire =
        Wire::answering([json(r#"{"access_token": "a", "expires_in": 18446744073709551615}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert!(token.expires_at().is_none_or(|at| at > token.received_at()));
}

#[tokio::test]
async fn what_is_no_number_of_milliseconds_says_nothing() {
    for (lifetime, expected) in [
        (r#""soon""#, None),
        ("null", None),
        (r#"{"ms": 60000}"#, None),
        ("[60000]", None),
        ("60000.9", Some(60_000)),
        ("0.9", Some(0)),
        ("-60000", Some(0)),
    ] {
        let wire = Wire::answering([json(&format!(
            r#"{{"access_token": "a", "expires_in": {lifetime}}}"#
        ))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let expected = expected.map(|time| token.received_at() + Duration::from_millis(time));
        assert_eq!(token.expires_at(), expected, "{lifetime}");
    }
}
