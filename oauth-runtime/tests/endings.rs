//! How sessions end: waiting for what is under way, ending, revoking.

#![allow(clippy::unwrap_used, clippy::items_after_statements, reason = "tests")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_runtime::spec::*;
use oauth_runtime::{AgainReason, AnyProvider, Client, Error, Event, Session, Token};
use support::{Answer, Podio, Script, TOKEN, TestClock, json, podio_token, status};
use tokio::sync::oneshot::Sender;

const RENEWED: &str = r#"{"access_token":"at-2","expires_in":28800,"refresh_token":"rt-2"}"#;

async fn setup() -> (Script, TestClock, Client<Podio>, Token<Podio>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let token = podio_token(&script, &client).await;
    (script, clock, client, token)
}

/// An answer that comes when the sender says so.
fn held(script: &Script, body: &str) -> Sender<()> {
    let (open, gate) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(gate, http::Response::new(body.as_bytes().to_vec())));
    open
}

async fn sent(script: &Script, count: usize) {
    while script.count() < count {
        tokio::task::yield_now().await;
    }
}

/// A renewal that is under way.
async fn renewing<P: oauth_runtime::Provider>(
    script: &Script,
    session: &Session<P>,
) -> tokio::task::JoinHandle<Result<(), Error>> {
    let (session, count) = (session.clone(), script.count());
    let task = tokio::spawn(async move { session.renew().await.map(|_| ()) });
    sent(script, count + 1).await;
    task
}

async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(5), what).await.expect("it hangs")
}

fn has_ended<T>(result: Result<T, Error>) {
    let error = result.map(|_| ()).unwrap_err();
    let Error::AuthorizeAgain(again) = &error else { panic!("{error:?}") };
    assert!(again.reason() == AgainReason::Ended && error.needs_user(), "{error:?}");
    assert!(error.to_string().contains("has been ended"), "{error}");
}

#[tokio::test]
async fn settled_waits_for_the_renewal_and_its_hook() {
    let (script, _, client, token) = setup().await;
    let stored = Arc::new(Mutex::new(String::new()));
    let store = stored.clone();
    let session = client
        .session(token)
        .on_event(move |event| {
            let store = store.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                let Event::NewToken(token) = event else { panic!("{event:?}") };
                *store.lock().unwrap() = token.access_token().expose().to_owned();
            }
        })
        .start();
    in_time(session.settled()).await.unwrap();
    let open = held(&script, RENEWED);
    // Nobody waits for the renewal any more.
    renewing(&script, &session).await.abort();
    let settled = tokio::spawn({
        let session = session.clone();
        async move { session.settled().await.unwrap() }
    });
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert!(!settled.is_finished());
    open.send(()).unwrap();
    in_time(settled).await.unwrap();
    assert_eq!(*stored.lock().unwrap(), "at-2");
}

#[tokio::test]
async fn a_session_that_has_ended_does_nothing_any_more() {
    let (script, clock, client, token) = setup().await;
    let session = client.session(token.clone()).on_event(|_| async { panic!("told") }).start();
    let mut before = session.subscribe();
    let clone = session.clone();
    session.end();
    assert!(in_time(before.next()).await.is_none());
    assert!(in_time(clone.subscribe().next()).await.is_none());
    clock.advance(28_801);
    has_ended(clone.get("/x").await);
    has_ended(clone.send(http::Request::get("/x").body(Vec::new()).unwrap()).await);
    has_ended(clone.prepare(http::Request::get("/x").body(()).unwrap()).await);
    has_ended(clone.fresh_token().await);
    has_ended(clone.renew().await);
    // What the application does with a session whose end it has asked for is for the application to put right.
    for error in [clone.replace(token).unwrap_err(), clone.revoke().await.unwrap_err()] {
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
        assert!(error.to_string().contains("has been ended"), "{error}");
    }
    assert_eq!(clone.token().access_token().expose(), "at-1-very-secret");
    assert_eq!(script.count(), 1, "the password grant");
}

#[tokio::test]
async fn a_renewal_under_way_is_finished_and_its_token_stored() {
    let (script, clock, client, token) = setup().await;
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = stored.clone();
    let hook = move |event: Event<Podio>| {
        let Event::NewToken(token) = event else { panic!("{event:?}") };
        store.lock().unwrap().push(token.refresh_token().unwrap().expose().to_owned());
        async {}
    };
    let session = client.session(token).on_event(hook.clone()).on_event(hook).start();
    let mut events = session.subscribe();
    clock.advance(28_801);
    let open = held(&script, RENEWED);
    let call = tokio::spawn({
        let session = session.clone();
        async move { session.get("/x").await.map(|_| ()) }
    });
    sent(&script, 2).await;
    session.end();
    open.send(()).unwrap();
    has_ended(call.await.unwrap());
    in_time(session.settled()).await.unwrap();
    // Another process may go on with it; and it is the one to be revoked.
    assert_eq!(*stored.lock().unwrap(), ["rt-2", "rt-2"]);
    assert_eq!(session.token().refresh_token().unwrap().expose(), "rt-2");
    assert!(in_time(events.next()).await.is_none());
    assert_eq!(script.to_path("/x"), 0);
}

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        revocation: Some(Template::text("https://some.example/revoke")),
        api: Some(Template::text("https://api.some.example")),
        ..Endpoints::NONE
    },
    grants: Grants {
        password: Some(TokenGrant::PASSWORD),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};
static SPEC: ProviderSpec = BASE;
/// A revocation that is made as a call of the API.
static WITH_TOKEN: ProviderSpec = ProviderSpec {
    revocation: TokenOperation {
        authentication: CallAuthentication::AccessToken,
        ..TokenOperation::STANDARD
    },
    ..BASE
};

fn begin(spec: &'static ProviderSpec) -> (Script, TestClock, Session<AnyProvider>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(spec, &script, &clock);
    let token = client.password("u", "p").read(support::answer(TOKEN)).unwrap();
    clock.advance(28_801);
    (script, clock, client.session(token).start())
}

#[tokio::test]
async fn revoking_takes_a_fresh_token_only_where_it_is_shown() {
    let (script, _, session) = begin(&SPEC);
    script.answer(status(200, &[], ""));
    session.revoke().await.unwrap();
    assert_eq!(script.count(), 1, "{:?}", script.all());
    assert!(script.last().2.contains("token=rt-1-very-secret"), "{:?}", script.all());
    has_ended(session.get("/x").await);

    let (script, _, session) = begin(&WITH_TOKEN);
    script.answer(json(200, RENEWED));
    script.answer(status(200, &[], ""));
    session.revoke().await.unwrap();
    let (_, url, body, headers) = script.last();
    assert_eq!(url, "https://some.example/revoke");
    assert!(body.contains("token=rt-2"), "{body}");
    assert_eq!(headers["authorization"], "Bearer at-2");
    has_ended(session.get("/x").await);
    session.revoke().await.unwrap();
    assert_eq!(script.count(), 2, "what is revoked is not revoked again");
}

/// With the old refresh token nothing would end: the provider has exchanged it already.
#[tokio::test]
async fn revoking_waits_for_the_renewal_under_way() {
    let (script, _, session) = begin(&SPEC);
    let mut events = session.subscribe();
    let open = held(&script, RENEWED);
    let renewal = renewing(&script, &session).await;
    script.answer(status(200, &[], ""));
    let revocation = tokio::spawn({
        let session = session.clone();
        async move { session.revoke().await }
    });
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert_eq!(script.count(), 1);
    open.send(()).unwrap();
    renewal.await.unwrap().unwrap();
    in_time(revocation).await.unwrap().unwrap();
    assert!(script.last().2.contains("token=rt-2"), "{:?}", script.all());
    // That one was told before it was revoked.
    assert!(matches!(events.next().await, Some(Event::NewToken(_))));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn while_a_token_is_revoked_no_other_comes() {
    let (script, _, session) = begin(&SPEC);
    let open = held(&script, "");
    let revocation = tokio::spawn({
        let session = session.clone();
        async move { session.revoke().await }
    });
    sent(&script, 1).await;
    for error in [
        session.get("/x").await.map(|_| ()).unwrap_err(),
        session.renew().await.map(|_| ()).unwrap_err(),
    ] {
        assert!(error.to_string().contains("is being revoked") && error.needs_user(), "{error}");
    }
    open.send(()).unwrap();
    revocation.await.unwrap().unwrap();
    assert_eq!(script.count(), 1);
}

/// A button that is pressed twice.
#[tokio::test]
async fn who_revokes_at_the_same_time_gets_the_outcome_or_tries_again() {
    let (script, _, session) = begin(&SPEC);
    let revoking = || {
        let session = session.clone();
        tokio::spawn(async move { session.revoke().await })
    };
    // The first fails: the second goes on by itself.
    let (gate, first) = tokio::sync::oneshot::channel();
    script.answer(Answer::Held(first, status_of(503)));
    let one = revoking();
    sent(&script, 1).await;
    let open = held(&script, "");
    let two = revoking();
    tokio::task::yield_now().await;
    assert_eq!(script.count(), 1);
    gate.send(()).unwrap();
    assert!(in_time(one).await.unwrap().unwrap_err().is_retryable());
    sent(&script, 2).await;
    // That works: the third asks for nothing.
    let three = revoking();
    tokio::task::yield_now().await;
    open.send(()).unwrap();
    in_time(two).await.unwrap().unwrap();
    in_time(three).await.unwrap().unwrap();
    assert_eq!(script.count(), 2);
    has_ended(session.get("/x").await);
}

/// Whoever revokes waits for the hooks of the session: a hook that waited for them would wait for itself.
#[tokio::test]
async fn a_hook_waits_for_nobody_who_revokes() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    let token = client.password("u", "p").read(support::answer(TOKEN)).unwrap();
    let own = Arc::new(std::sync::OnceLock::<Session<AnyProvider>>::new());
    let (inner, said) = (own.clone(), Arc::new(Mutex::new(Vec::new())));
    let told = said.clone();
    // Before a revocation, and before a renewal that one waits for.
    let session = client.session(token).before_renewal(move |_| {
        let (own, said) = (inner.clone(), told.clone());
        async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let outcome = own.get().unwrap().revoke().await;
            said.lock().unwrap().push(outcome.unwrap_err().to_string());
            Ok(oauth_runtime::BeforeRenewal::go_on())
        }
    });
    let session = session.start();
    own.set(session.clone()).unwrap();
    script.answer(json(200, RENEWED));
    let renewal = tokio::spawn({
        let session = session.clone();
        async move { session.renew().await.map(drop) }
    });
    tokio::task::yield_now().await;
    script.answer(status(200, &[], ""));
    in_time(session.revoke()).await.unwrap();
    renewal.await.unwrap().unwrap();
    let said = said.lock().unwrap();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|it| it.starts_with("a hook of this session uses")), "{said:?}");
}

/// As with a request to this application that is cut off: who comes again may delete the stored token afterwards.
#[tokio::test]
async fn who_revokes_once_more_waits_for_the_hooks_too() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::any(&SPEC, &script, &clock);
    let token = client.password("u", "p").read(support::answer(TOKEN)).unwrap();
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    let gate = Arc::new(Mutex::new(Some(gate)));
    let stored = Arc::new(Mutex::new(0));
    let count = stored.clone();
    let session = client.session(token.clone()).store(move |_| {
        let (gate, count) = (gate.lock().unwrap().take(), count.clone());
        async move {
            if let Some(gate) = gate {
                gate.await?;
            }
            *count.lock().unwrap() += 1;
            Ok(())
        }
    });
    let session = session.start();
    session.replace(token).unwrap();
    tokio::task::yield_now().await;
    script.answer(status(200, &[], ""));
    let cut = tokio::time::timeout(Duration::from_millis(20), session.revoke()).await;
    assert!(cut.is_err(), "it waits for what is being stored");
    let again = tokio::spawn(async move { session.revoke().await });
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert!(!again.is_finished());
    open.send(()).unwrap();
    in_time(again).await.unwrap().unwrap();
    assert_eq!((*stored.lock().unwrap(), script.count()), (1, 1));
}

fn status_of(code: u16) -> http::Response<Vec<u8>> {
    http::Response::builder().status(code).body(Vec::new()).unwrap()
}

#[tokio::test]
async fn a_revocation_that_fails_or_is_given_up_leaves_the_session_as_it_was() {
    let (script, _, session) = begin(&SPEC);
    script.answer(status(503, &[], ""));
    assert!(session.revoke().await.unwrap_err().is_retryable());
    script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    let open = held(&script, "");
    let revocation = tokio::time::timeout(Duration::from_millis(10), session.revoke()).await;
    assert!(revocation.is_err());
    drop(open);
    script.answer(json(200, "{}"));
    session.get("/x").await.unwrap();
    script.answer(status(200, &[], ""));
    session.revoke().await.unwrap();
    has_ended(session.get("/x").await);
}

#[tokio::test]
async fn questions_are_asked_with_a_fresh_token() {
    #[derive(Debug, Clone)]
    struct Whoami(i64);
    impl oauth_runtime::Fields for Whoami {
        const FIELDS: &'static [Field] = &[Field::integer("id").required()];
        fn read(values: &mut oauth_runtime::FieldValues) -> Self {
            Self(values.required_integer(0))
        }
    }
    impl oauth_runtime::ProviderCall for Whoami {
        type Provider = AnyProvider;
        const NAME: &'static str = "whoami";
    }
    static SPEC: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            userinfo: Some(Template::text("https://some.example/me")),
            ..BASE.endpoints
        },
        calls: &[Call {
            name: "whoami",
            url: Template::text("/whoami"),
            fields: &[Field::integer("id").required()],
            ..Call::STANDARD
        }],
        ..BASE
    };
    let (script, clock, session) = begin(&SPEC);
    script.answer(json(200, RENEWED));
    script.answer(json(200, r#"{"id":7}"#));
    assert_eq!(session.call::<Whoami>().await.unwrap().0, 7);
    assert_eq!(script.last().1, "https://api.some.example/whoami");
    assert_eq!(script.last().3["authorization"], "Bearer at-2");
    clock.advance(28_801);
    script.answer(json(200, &RENEWED.replace("at-2", "at-3")));
    script.answer(json(200, r#"{"sub":"7"}"#));
    assert_eq!(session.userinfo().await.unwrap().subject(), Some("7"));
    script.answer(json(200, r#"{"id":8}"#));
    assert_eq!(session.call_json("whoami").await.unwrap()["id"], 8);
    assert_eq!(script.last().3["authorization"], "Bearer at-3");
    session.end();
    has_ended(session.call::<Whoami>().await);
    has_ended(session.userinfo().await);
}

/// RFC 7009, 2.2: that a token is not good any more is no error.
#[tokio::test]
async fn what_is_gone_already_is_revoked() {
    const REFUSED: &str = r#"{"error":"invalid_grant"}"#;
    const UNKNOWN: &str = r#"{"error":"invalid_token"}"#;
    // The client shows itself: that it knows no such token is all that was wanted.
    let (script, _, session) = begin(&SPEC);
    script.answer(json(400, UNKNOWN));
    session.revoke().await.unwrap();
    has_ended(session.get("/x").await);
    assert_eq!(script.count(), 1);
    // The token shows itself, and cannot be renewed for that.
    let (script, _, session) = begin(&WITH_TOKEN);
    script.answer(json(400, REFUSED));
    session.revoke().await.unwrap();
    has_ended(session.get("/x").await);
    // The session knew that before.
    let (script, _, session) = begin(&WITH_TOKEN);
    script.answer(json(400, REFUSED));
    assert!(session.get("/x").await.unwrap_err().needs_user());
    session.revoke().await.unwrap();
    assert_eq!(script.count(), 1);
}

/// A fresh access token that is refused may have ended alone: a renewal tells.
#[tokio::test]
async fn a_token_that_is_refused_where_it_is_revoked_is_renewed_once() {
    const UNKNOWN: &str = r#"{"error":"invalid_token"}"#;
    let ready = || {
        let (script, clock) = (Script::new(), TestClock::new());
        let client = support::any(&WITH_TOKEN, &script, &clock);
        let token = client.password("u", "p").read(support::answer(TOKEN)).unwrap();
        script.answer(json(401, UNKNOWN));
        (script, client.session(token).start())
    };
    let (script, session) = ready();
    script.answer(json(400, r#"{"error":"invalid_grant"}"#));
    session.revoke().await.unwrap();
    assert_eq!(script.count(), 2);
    has_ended(session.get("/x").await);

    let (script, session) = ready();
    script.answer(json(200, RENEWED));
    script.answer(status(200, &[], ""));
    session.revoke().await.unwrap();
    assert!(script.last().2.contains("token=rt-2"), "{:?}", script.all());

    // Nothing is taken for granted: the session goes on with what it has.
    let (script, session) = ready();
    script.answer(status(503, &[], ""));
    assert!(session.revoke().await.unwrap_err().is_retryable());
    let (script_, session_) = ready();
    script_.answer(json(200, RENEWED));
    script_.answer(json(403, r#"{"error":"insufficient_scope"}"#));
    session_.revoke().await.unwrap_err();
    assert_eq!(session_.token().access_token().expose(), "at-2");
    // The same where resources say it: this token is good.
    let (narrow, clock) = (Script::new(), TestClock::new());
    let client = support::any(&WITH_TOKEN, &narrow, &clock);
    let token = client.password("u", "p").read(support::answer(TOKEN)).unwrap();
    let limited = client.session(token).start();
    let challenge = r#"Bearer error="insufficient_scope""#;
    narrow.answer(status(401, &[("www-authenticate", challenge)], ""));
    let error = limited.revoke().await.unwrap_err();
    assert!(error.to_string().contains("insufficient_scope"), "{error}");
    for (script, session) in [(script, session), (script_, session_), (narrow, limited)] {
        script.answer(json(200, "{}"));
        session.get("/x").await.unwrap();
    }
}
