//! Refresh tokens die a year after they were given, and three months after they were used last.

use std::time::SystemTime;

use crate::prelude::*;
use provider::refresh_token_limited_life::Client;

const DAY: u64 = 86_400;
const GIVEN: &str = r#"{"access_token": "a", "expires_in": 600, "refresh_token": "r"}"#;
const RENEWED: &str = r#"{"access_token": "b", "expires_in": 600}"#;

fn day(number: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW + number * DAY)
}

#[tokio::test]
async fn using_it_gives_it_more_time_but_not_for_ever() {
    let wire = Wire::answering([json(GIVEN)]);
    let client: Client = wire.client();
    let mut token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.refresh_expires_at(), Some(day(90)));
    for (passed, dies) in [(80, 170), (160, 250), (240, 330), (320, 365)] {
        wire.pass(80 * DAY);
        wire.answer(json(RENEWED));
        token = client.refresh(&token).await.unwrap();
        assert_eq!(token.refresh_expires_at(), Some(day(dies)), "on day {passed}");
    }
}

#[tokio::test]
async fn a_new_one_begins_anew() {
    let wire =
        Wire::answering([json(GIVEN), json(&RENEWED.replace('}', r#", "refresh_token": "r2"}"#))]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    wire.pass(80 * DAY);
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "r2");
    assert_eq!(token.refresh_expires_at(), Some(day(170)));
}

#[tokio::test]
async fn a_session_does_not_try_one_that_is_dead() {
    let wire = Wire::answering([json(GIVEN)]);
    let client: Client = wire.client();
    let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
    wire.pass(90 * DAY);
    let error = session.get("/me").await.unwrap_err();
    assert!(error.to_string().ends_with("the user must authorize again"), "{error}");
    assert_eq!(wire.count(), 1);
}

#[tokio::test]
async fn a_token_without_one_has_no_such_end() {
    let wire = Wire::answering([json(RENEWED)]);
    let client: Client = wire.client();
    assert_eq!(wire.sign_in(&client, "").await.unwrap().refresh_expires_at(), None);
}
