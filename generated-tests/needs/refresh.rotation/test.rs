//! Each refresh gives another refresh token: it is told before it is used. Without one nothing is lost.

use std::sync::{Arc, Mutex};

use crate::prelude::*;
use oauth_runtime::Event;
use provider::refresh_rotation::Client;

const GIVEN: &str = r#"{"access_token": "a", "refresh_token": "r1", "expires_in": 600}"#;
const RENEWED: &str = r#"{"access_token": "b", "refresh_token": "r2", "expires_in": 600}"#;

#[tokio::test]
async fn the_new_one_is_used_from_then_on() {
    let wire = Wire::answering([json(GIVEN), json(RENEWED), json(&RENEWED.replace("r2", "r3"))]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(token.refresh_token().unwrap().expose(), "r2");
    let token = client.refresh(&token).await.unwrap();
    assert_eq!(wire.sent(1).body(), "grant_type=refresh_token&refresh_token=r1");
    assert_eq!(wire.sent(2).body(), "grant_type=refresh_token&refresh_token=r2");
    assert_eq!(token.refresh_token().unwrap().expose(), "r3");
}

#[tokio::test]
async fn an_answer_without_a_new_one_loses_nothing_and_its_end_says_why() {
    for answer in [
        r#"{"access_token": "b", "expires_in": 600}"#,
        r#"{"access_token": "b", "refresh_token": null, "expires_in": 600}"#,
    ] {
        let refused = r#"{"error": "invalid_grant"}"#;
        let wire =
            Wire::answering([json(GIVEN), json(answer), text(400, "application/json", refused)]);
        let client: Client = wire.client();
        let session = client.session(wire.sign_in(&client, "").await.unwrap()).start();
        wire.pass(600);
        assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "b");
        wire.pass(600);
        let error = session.fresh_token().await.unwrap_err();
        assert!(error.needs_user(), "{error:?}");
        assert!(error.to_string().contains("its last answer had no new refresh token"), "{error}");
    }
}

#[tokio::test]
async fn many_calls_make_one_refresh_and_it_is_stored_first() {
    let wire = Wire::answering([json(GIVEN), json(RENEWED), json("{}"), json("{}"), json("{}")]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    let told: Arc<Mutex<Vec<(String, usize)>>> = Arc::default();
    let (seen, at) = (told.clone(), wire.clone());
    let session = client.session(token).on_event(move |event| {
        if let Event::NewToken(token) = event {
            let refresh_token = token.refresh_token().unwrap().expose().to_owned();
            seen.lock().unwrap().push((refresh_token, at.count()));
        }
        async {}
    });
    let session = session.start();
    wire.pass(600);
    let (one, two, three) =
        tokio::join!(session.get("/1").send(), session.get("/2").send(), session.get("/3").send());
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(*told.lock().unwrap(), [("r2".to_owned(), 2)], "told before anything else is sent");
    assert_eq!(wire.count(), 5);
}
