//! What an application does with events: hooks in their order, hooks that use their session, hooks that panic.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use oauth_runtime::{Client, Error, Event, Session, Token};
use support::{Podio, Script, TOKEN, TestClock, json, status};

const RENEWED: &str = r#"{"access_token":"at-2","expires_in":28800,"refresh_token":"rt-2"}"#;
const EXPIRED: &str = r#"{"error":"expired_token","error_description":"expired"}"#;

type Own = Arc<OnceLock<Session<Podio>>>;
type Told = Arc<Mutex<Vec<String>>>;

/// A client, and a token that has expired.
fn expired() -> (Script, TestClock, Client<Podio>, Token<Podio>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let token = client.password("a", "b").read(support::answer(TOKEN)).unwrap();
    clock.advance(28_801);
    (script, clock, client, token)
}

/// What has happened, in a word.
fn word(event: &Event<Podio>) -> String {
    match event {
        Event::NewToken(token) => token.access_token().expose().to_owned(),
        Event::HookPanicked { message } => format!("panic: {message}"),
        Event::NeedsUser { .. } => "needs user".to_owned(),
        Event::RenewalFailed { .. } => "failed".to_owned(),
        other => format!("{other:?}"),
    }
}

async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(5), what).await.expect("it hangs")
}

#[tokio::test]
async fn every_hook_is_told_in_their_order_and_subscribers_after_them() {
    let (script, _, client, token) = expired();
    let told = Told::default();
    let (first, second, last) = (told.clone(), told.clone(), told.clone());
    let session = client
        .session(token)
        .on_event(move |event| {
            let told = first.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                told.lock().unwrap().push(format!("first {}", word(&event)));
            }
        })
        .on_event(move |event| {
            let told = second.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                told.lock().unwrap().push(format!("second {}", word(&event)));
            }
        })
        .start();
    let mut events = session.subscribe();
    let subscriber = tokio::spawn(async move {
        let event = events.next().await.unwrap();
        last.lock().unwrap().push(format!("subscriber {}", word(&event)));
    });
    script.answer(json(200, RENEWED));
    session.fresh_token().await.unwrap();
    subscriber.await.unwrap();
    assert_eq!(*told.lock().unwrap(), ["first at-2", "second at-2", "subscriber at-2"]);
}

#[tokio::test]
async fn a_caller_that_gives_up_does_not_take_an_event_with_it() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let body = r#"{"access_token":"a","expires_in":100}"#;
    let token = client.password("a", "b").read(support::answer(body)).unwrap();
    let told = Told::default();
    let hook = told.clone();
    let session = client
        .session(token)
        .on_event(move |_| {
            let told = hook.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                told.lock().unwrap().push("hook".to_owned());
            }
        })
        .start();
    let mut events = session.subscribe();
    let call = tokio::time::timeout(Duration::from_millis(1), session.fresh_token()).await;
    assert!(call.is_err(), "it waits for the hook");
    assert!(matches!(in_time(events.next()).await, Some(Event::ExpiresSoon { .. })));
    assert_eq!(*told.lock().unwrap(), ["hook"]);
}

/// A session whose hook makes a call with it, and what the call said.
fn using(client: &Client<Podio>, token: Token<Podio>) -> (Session<Podio>, Told) {
    let (own, told) = (Own::default(), Told::default());
    let (inner, said) = (own.clone(), told.clone());
    let session = client
        .session(token)
        .on_event(move |event| {
            let (own, told) = (inner.clone(), said.clone());
            async move {
                let session = own.get().unwrap();
                // It waits for nothing here.
                session.settled().await.unwrap();
                let fresh = session.fresh_token().await.map(|_| "a token".to_owned());
                let call = session.get("/x").await.map(|answer| answer.status().to_string());
                let renewed = session.renew().await.map(|_| "renewed".to_owned());
                let mut told = told.lock().unwrap();
                for result in [fresh, call, renewed] {
                    let text = result.unwrap_or_else(|error| {
                        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
                        error.to_string()
                    });
                    told.push(format!("{}: {text}", word(&event)));
                }
            }
        })
        .start();
    own.set(session.clone()).unwrap();
    (session, told)
}

fn all_refused(told: &Told, event: &str) {
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 3, "{told:?}");
    for text in &*told {
        assert!(text.starts_with(&format!("{event}: a hook of this session uses")), "{text}");
    }
}

#[tokio::test]
async fn a_hook_that_uses_its_own_session_is_told_so() {
    let (script, _, client, token) = expired();
    let (session, told) = using(&client, token);
    script.answer(json(200, RENEWED));
    assert_eq!(in_time(session.fresh_token()).await.unwrap().access_token().expose(), "at-2");
    all_refused(&told, "at-2");
    // Afterwards it can be used.
    script.answer(json(200, "{}"));
    in_time(session.get("/x").send()).await.unwrap();
}

/// So it is ahead of expiry, where the old token would still do, and if the renewal fails.
#[tokio::test]
async fn a_hook_is_told_so_whatever_the_event() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let token = client.password("a", "b").read(support::answer(TOKEN)).unwrap();
    clock.advance(28_800 - 30);
    let (session, told) = using(&client, token);
    script.answer(status(503, &[], ""));
    in_time(session.fresh_token()).await.unwrap();
    all_refused(&told, "failed");
}

#[test]
fn a_hook_outside_of_tokio_is_told_so_too() {
    let (script, _, client, token) = expired();
    let (session, told) = using(&client, token);
    script.answer(json(200, RENEWED));
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut future = std::pin::pin!(session.fresh_token());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        while future.as_mut().poll(&mut context).is_pending() {
            std::thread::yield_now();
        }
        sender.send(()).unwrap();
    });
    receiver.recv_timeout(Duration::from_secs(5)).expect("it hangs");
    all_refused(&told, "at-2");
}

/// A token that has been put in is told in its turn, and a renewal of it would wait for that turn.
#[tokio::test]
async fn a_hook_that_hears_of_a_token_put_in_is_told_so_too() {
    let (script, clock, client, token) = expired();
    let other = client.password("c", "d").read(support::answer(RENEWED)).unwrap();
    clock.advance(28_801);
    let (session, told) = using(&client, token);
    script.answer(json(200, RENEWED));
    session.replace(other).unwrap();
    in_time(session.settled()).await.unwrap();
    all_refused(&told, "at-2");
    assert_eq!(script.count(), 0);
}

/// The same of one that the hook itself puts in, which has expired.
#[tokio::test]
async fn a_hook_that_has_put_in_a_token_waits_for_no_renewal_of_it() {
    let (script, _, client, token) = expired();
    let old = token.clone();
    let (own, told) = (Own::default(), Told::default());
    let (inner, said) = (own.clone(), told.clone());
    let session = client
        .session(token)
        .on_event(move |event| {
            let (own, old, told) = (inner.clone(), old.clone(), said.clone());
            async move {
                let session = own.get().unwrap();
                if word(&event) == "at-2" {
                    session.replace(old).unwrap();
                }
                let error = session.fresh_token().await.unwrap_err().to_string();
                told.lock().unwrap().push(format!("{}: {error}", word(&event)));
            }
        })
        .start();
    own.set(session.clone()).unwrap();
    script.answer(json(200, RENEWED));
    script.answer(json(200, RENEWED));
    in_time(session.renew()).await.unwrap();
    in_time(session.settled()).await.unwrap();
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|text| text.contains(": a hook of this session uses")), "{told:?}");
    assert_eq!(script.count(), 1);
}

/// What another process has stored is taken up in the hook, and used there.
#[tokio::test]
async fn a_hook_that_has_put_another_token_in_its_place_can_go_on_with_that() {
    let (script, _, client, token) = expired();
    let body = r#"{"access_token":"other"}"#;
    let other = client.password("c", "d").read(support::answer(body)).unwrap();
    let (own, told) = (Own::default(), Told::default());
    let (inner, said) = (own.clone(), told.clone());
    let session = client
        .session(token)
        .on_event(move |event| {
            let (own, other, told) = (inner.clone(), other.clone(), said.clone());
            async move {
                let Event::NeedsUser { .. } = event else { return };
                let session = own.get().unwrap();
                session.replace(other).unwrap();
                let status = session.get("/in-the-hook").await.unwrap().status();
                told.lock().unwrap().push(format!("{}: {status}", word(&event)));
            }
        })
        .start();
    own.set(session.clone()).unwrap();
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    script.answer(json(200, "{}"));
    assert_eq!(in_time(session.fresh_token()).await.unwrap().access_token().expose(), "other");
    assert_eq!(*told.lock().unwrap(), ["needs user: 200 OK"]);
    assert_eq!(script.last().3["authorization"], "OAuth2 other");
}

/// Of a token that cannot be renewed the hook is not told by a renewal: nothing waits for itself.
#[tokio::test]
async fn a_hook_that_no_renewal_waits_for_may_use_the_session() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let body = r#"{"access_token":"a","expires_in":100}"#;
    let token = client.password("a", "b").read(support::answer(body)).unwrap();
    let own = Own::default();
    let inner = own.clone();
    let session = client
        .session(token)
        .on_event(move |_| {
            let own = inner.clone();
            async move { drop(own.get().unwrap().get("/mail").await.unwrap()) }
        })
        .start();
    own.set(session.clone()).unwrap();
    script.answer(json(200, "{}"));
    script.answer(json(200, "{}"));
    in_time(session.get("/x").send()).await.unwrap();
    assert_eq!((script.to_path("/mail"), script.to_path("/x")), (1, 1));
}

#[tokio::test]
async fn a_hook_that_panics_keeps_nothing_from_the_others_and_they_hear_of_it() {
    let (script, _, client, token) = expired();
    let told = Told::default();
    let hook = told.clone();
    let session = client
        .session(token)
        .on_event(|event| async move { panic!("no store for {}", word(&event)) })
        .on_event(move |event| {
            hook.lock().unwrap().push(word(&event));
            async {}
        })
        .start();
    let mut events = session.subscribe();
    script.answer(json(401, EXPIRED));
    script.answer(json(200, RENEWED));
    assert_eq!(session.fresh_token().await.unwrap_err().retry_after(), None);
    session.renew().await.unwrap();
    let all = ["failed", "panic: no store for failed", "at-2", "panic: no store for at-2"];
    assert_eq!(*told.lock().unwrap(), all);
    for expected in all {
        assert_eq!(word(&in_time(events.next()).await.unwrap()), expected);
    }
}
