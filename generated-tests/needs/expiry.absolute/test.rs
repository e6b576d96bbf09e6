//! A point in time instead of a duration, in each of the three ways to write one.

use std::time::SystemTime;

use crate::prelude::*;
use provider::expiry_absolute::{Client, Token};

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[tokio::test]
async fn an_instant_of_rfc_3339_and_milliseconds() {
    for text in ["2023-11-14T22:23:20Z", "2023-11-15T00:23:20.000+02:00"] {
        let wire = Wire::answering([json(&format!(
            r#"{{"access_token": "a", "expires_at": "{text}", "refresh_token": "r",
                "refresh_expires_at": 1700003600000}}"#
        ))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_at(), Some(at(NOW + 600)), "{text}");
        assert_eq!(token.refresh_expires_at(), Some(at(NOW + 3600)));
        let stored = Token::restore(&token.save()).unwrap();
        assert_eq!(stored.expires_at(), Some(at(NOW + 600)));
    }
}

#[tokio::test]
async fn seconds_since_1970_and_a_session_that_renews_by_them() {
    let wire = Wire::answering([
        json(
            r#"{"access_token": "a", "expires_at": "2023-11-14T22:23:20Z", "refresh_token": "r"}"#,
        ),
        json("{}"),
        json(r#"{"access_token": "b", "expires_at": 1700001200}"#),
        json("{}"),
    ]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    session.get("/me").await.unwrap();
    wire.pass(590);
    session.get("/me").await.unwrap();
    assert_eq!(wire.sent(2).form("refresh_token").unwrap(), "r");
    assert_eq!(wire.sent(3).header("authorization"), Some("Bearer b"));
    assert_eq!(session.token().expires_at(), Some(at(NOW + 1200)));
}

#[tokio::test]
async fn what_is_no_time_says_nothing() {
    for text in [r#""tomorrow""#, "null", "1700000600", r#""2023-13-14T22:23:20Z""#] {
        let wire =
            Wire::answering([json(&format!(r#"{{"access_token": "a", "expires_at": {text}}}"#))]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        assert_eq!(token.expires_at(), None, "{text}");
    }
}

#[tokio::test]
async fn a_number_that_is_no_time_is_unknown_or_long_ago_or_never() {
    let given =
        r#"{"access_token": "a", "expires_at": "2023-11-14T22:23:20Z", "refresh_token": "r"}"#;
    for (number, expected) in [
        (r#""soon""#, None),
        ("null", None),
        (r#"{"at": 1700000600}"#, None),
        ("18446744073709551615", None),
        (r#""1e300""#, None),
        ("1700000600.9", Some(at(NOW + 600))),
        ("-1", Some(at(0))),
    ] {
        let wire = Wire::answering([
            json(given),
            json(&format!(r#"{{"access_token": "b", "expires_at": {number}}}"#)),
        ]);
        let client: Client = wire.client();
        let token = wire.sign_in(&client, "").await.unwrap();
        let token = client.refresh(&token).await.unwrap();
        assert_eq!(token.expires_at(), expected, "{number}");
        assert_eq!(token.is_expired(at(NOW)), number == "-1", "{number}");
    }
}
