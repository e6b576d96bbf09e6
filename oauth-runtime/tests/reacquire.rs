//! Sessions of tokens that are asked for again, of tokens that nothing renews, and behind a mirror.

#![allow(clippy::unwrap_used, clippy::items_after_statements, reason = "tests")]

mod support;

use std::time::Duration;

use oauth_runtime::{AgainReason, Client, Clock as _, Error, Event, Remedy, Session};
use support::{App, Piggy, Script, TestClock, json, status};

fn again(error: &Error) -> AgainReason {
    let Error::AuthorizeAgain(again) = error else { panic!("{error:?}") };
    again.reason()
}

#[tokio::test]
async fn client_credentials_are_asked_for_again_with_the_same_scopes() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    let answer = r#"{"access_token":"a1","token_type":"Bearer","expires_in":8}"#;
    script.answer(json(200, answer));
    let token = client.client_credentials().scope("x y").await.unwrap();
    let session = client.session(token).start();
    clock.advance(5);
    script.answer(json(200, "{}"));
    session.get("/ping").await.unwrap();
    assert_eq!(script.count(), 2, "a quarter of a short life is left");
    clock.advance(1);
    script.answer(json(200, &answer.replace("a1", "a2")));
    script.answer(json(200, "{}"));
    session.get("/ping").await.unwrap();
    assert_eq!(script.last().3["authorization"], "Bearer a2");
    // On the sign, too.
    script.answer(json(401, r#"{"error":"invalid_token"}"#));
    script.answer(json(200, &answer.replace("a1", "a3")));
    script.answer(json(200, "{}"));
    session.get("/ping").await.unwrap();
    assert_eq!(session.token().access_token().expose(), "a3");
    script.answer(json(200, answer));
    session.renew().await.unwrap();
    let sent: serde_json::Value = serde_json::from_str(&script.last().2).unwrap();
    assert_eq!(sent["scope"], "x y");
}

#[tokio::test]
async fn a_grant_of_its_own_is_asked_for_again_with_its_call() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let call = client.grant(App { app_id: 1, app_token: "t".into(), trusted: None });
    script.answer(json(200, r#"{"access_token":"a1","expires_in":100}"#));
    let token = call.clone().await.unwrap();
    let without = client.session(token.clone()).start();
    clock.advance(101);
    let error = without.get("/x").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::Expired);
    let way_out =
        "ask for a new token with that grant, or give the session its call (`.reacquire_with(…)`)";
    assert!(error.to_string().ends_with(way_out), "{error}");
    assert_eq!(error.remedy(), Remedy::Operator);
    let session = client.session(token).reacquire_with(call).start();
    script.answer(json(200, r#"{"access_token":"a2","expires_in":100}"#));
    assert_eq!(session.fresh_token().await.unwrap().access_token().expose(), "a2");
    assert!(script.last().2.contains("grant_type=app&app_id=1&app_token=t"));
}

fn pat(clock: &TestClock, client: &Client<Piggy>) -> Session<Piggy> {
    let at = clock.now() + Duration::from_secs(30 * 86_400);
    client.session(client.personal_access_token("pat", at).unwrap()).start()
}

#[tokio::test]
async fn a_token_made_by_hand_is_warned_about_once_and_never_renewed() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    let session = pat(&clock, &client);
    let mut events = session.subscribe();
    for _ in 0..5 {
        script.answer(json(200, "{}"));
    }
    session.get("/ping").await.unwrap();
    clock.advance(24 * 86_400);
    session.get("/ping").await.unwrap();
    session.get("/ping").await.unwrap();
    clock.advance(7 * 86_400);
    let error = session.get("/ping").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::Expired);
    assert_eq!(
        error.to_string(),
        "the personal access token for Piggy has expired and cannot be renewed: make a new personal access \
         token and pass it in"
    );
    assert!(matches!(events.next().await, Some(Event::ExpiresSoon { .. })));
    assert!(matches!(events.next().await, Some(Event::NeedsUser { .. })));
    drop(session);
    assert!(events.next().await.is_none());
    assert_eq!(script.count(), 3);
}

#[tokio::test]
async fn a_refused_token_without_renewal_means_authorize_again() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    let session = pat(&clock, &client);
    script.answer(status(401, &[("www-authenticate", "Bearer error=\"invalid_token\"")], ""));
    let error = session.get("/ping").await.unwrap_err();
    assert_eq!(again(&error), AgainReason::Refused);
    assert_eq!(script.count(), 1);
}

/// Nobody has said that it is no longer good.
#[tokio::test]
async fn a_good_token_that_nothing_renews_is_not_said_to_be_refused() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    let session = pat(&clock, &client);
    let mut events = session.subscribe();
    let error = session.renew().await.unwrap_err();
    assert_eq!(again(&error), AgainReason::NotRenewable);
    assert_eq!(
        error.to_string(),
        "the personal access token for Piggy cannot be renewed: make a new personal access token and pass it in"
    );
    script.answer(json(200, "{}"));
    session.get("/ping").await.unwrap();
    session.end();
    assert!(events.next().await.is_none(), "nobody is needed yet");
}

#[tokio::test]
async fn a_token_of_another_environment_is_never_sent() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::piggy(&script, &clock);
    let token = client.personal_access_token("very-secret", None).unwrap();
    let other = Client::<Piggy>::builder()
        .client_id("a")
        .client_secret("b")
        .environment(oauth_runtime::AnyName("nl".to_owned()))
        .transport(script.clone())
        .build()
        .unwrap();
    let session = other.session(token.clone()).start();
    let error = session.get("/ping").await.unwrap_err();
    assert!(error.to_string().contains("`piggy` (eu), and this client is `piggy` (nl)"), "{error}");
    assert!(session.renew().await.is_err());
    assert!(
        other
            .session(client.personal_access_token("x", None).unwrap())
            .start()
            .replace(token)
            .is_err()
    );
    assert_eq!(script.count(), 0);
}

#[tokio::test]
async fn calls_go_to_the_mirror_and_its_links_are_followed_there() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = Client::<Piggy>::builder()
        .client_id("a")
        .client_secret("b")
        .transport(script.clone())
        .clock(clock)
        .mirror("http://localhost:4000/m")
        .build()
        .unwrap();
    let session =
        client.session(client.personal_access_token("very-secret", None).unwrap()).start();
    for (path, url) in [
        ("/ping", "http://localhost:4000/m/api.piggy.eu/ping"),
        ("https://api.piggy.eu/next?a=1", "http://localhost:4000/m/api.piggy.eu/next?a=1"),
        ("http://localhost:4000/m/api.piggy.eu/x", "http://localhost:4000/m/api.piggy.eu/x"),
    ] {
        script.answer(json(200, "{}"));
        session.get(path).await.unwrap();
        assert_eq!(script.last().1, url);
    }
    assert!(!format!("{session:?} {:?}", session.get("/x")).contains("very-secret"));
}
