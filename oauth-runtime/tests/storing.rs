//! Storing new tokens: a store that fails, an authorization that comes while another token is stored, and what the
//! application says before a renewal.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{
    AgainReason, BeforeRenewal, Client, Clock, Error, Event, Remedy, Session, SessionBuilder,
    Token, TransportFault,
};
use support::{Answer, Podio, Script, TOKEN, TestClock, json};

const RENEWED: &str = r#"{"access_token":"at-2","expires_in":28800,"refresh_token":"rt-2"}"#;
const REFUSED: &str = r#"{"error":"invalid_grant"}"#;

/// Pauses are short, and time stands still in them.
#[derive(Clone)]
struct Patient(TestClock, Arc<Mutex<Vec<u64>>>);

impl Clock for Patient {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()> {
        self.1.lock().unwrap().push(pause.as_secs());
        Box::pin(tokio::time::sleep(Duration::from_millis(10)))
    }
}

/// A database that is down for so many attempts, and a lock.
#[derive(Clone, Default)]
struct Store {
    texts: Arc<Mutex<Vec<String>>>,
    fails: Arc<AtomicUsize>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl Store {
    fn put(&self, token: &Token<Podio>) -> std::io::Result<()> {
        let left = self
            .fails
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1)));
        if left.unwrap() > 0 {
            return Err(std::io::Error::other("the database is down"));
        }
        self.texts.lock().unwrap().push(token.access_token().expose().to_owned());
        Ok(())
    }

    fn stored(&self) -> Vec<String> {
        self.texts.lock().unwrap().clone()
    }

    fn is_locked(&self) -> bool {
        self.lock.try_lock().is_err()
    }
}

struct Setup {
    script: Script,
    clock: TestClock,
    pauses: Arc<Mutex<Vec<u64>>>,
    client: Client<Podio>,
    store: Store,
}

fn setup() -> Setup {
    let (script, clock) = (Script::new(), TestClock::new());
    let pauses = Arc::default();
    let client = Client::<Podio>::builder()
        .client_id("my client")
        .client_secret("s")
        .transport(script.clone())
        .clock(Patient(clock.clone(), Arc::clone(&pauses)))
        .build()
        .unwrap();
    Setup { script, clock, pauses, client, store: Store::default() }
}

impl Setup {
    fn read(&self, text: &str) -> Token<Podio> {
        self.client.password("a", "b").read(support::answer(text)).unwrap()
    }

    /// A session that stores its tokens, and takes its turn.
    fn builder(&self) -> SessionBuilder<Podio> {
        let (store, lock) = (self.store.clone(), self.store.lock.clone());
        self.client
            .session(self.read(TOKEN))
            .store(move |token| {
                let store = store.clone();
                async move { Ok(store.put(&token)?) }
            })
            .before_renewal(move |_| {
                let lock = lock.clone();
                async move { Ok(BeforeRenewal::go_on().holding(lock.lock_owned().await)) }
            })
    }
}

async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(5), what).await.expect("it hangs")
}

#[tokio::test]
async fn a_token_that_cannot_be_stored_is_used_and_its_lock_kept_until_it_is() {
    let all = setup();
    let session = all.builder().start();
    let mut events = session.subscribe();
    all.clock.advance(28_801);
    all.store.fails.store(3, Ordering::SeqCst);
    all.script.answer(json(200, RENEWED));
    all.script.answer(json(200, "{}"));
    in_time(session.get("/x").send()).await.unwrap();
    assert_eq!(all.script.last().3["authorization"], "OAuth2 at-2");
    assert!(all.store.is_locked() && all.store.stored().is_empty());
    let Some(Event::NotStored { error }) = in_time(events.next()).await else { panic!("not told") };
    assert!(matches!(error.remedy(), Remedy::Retry { .. }), "{error:?}");
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the database is down");
    assert!(matches!(in_time(events.next()).await, Some(Event::NewToken(_))));
    in_time(async {
        while all.store.is_locked() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
    .await;
    assert_eq!(all.store.stored(), ["at-2"]);
    assert_eq!(*all.pauses.lock().unwrap(), [1, 2, 4], "at once, and after each of these");
    session.settled().await.unwrap();
}

/// The lock is this session's: it needs no other to renew once more, and it is the newest token that is stored.
#[tokio::test]
async fn while_a_token_is_not_stored_the_session_renews_again_under_its_lock() {
    let all = setup();
    let session = all.builder().start();
    all.clock.advance(28_801);
    all.store.fails.store(usize::MAX, Ordering::SeqCst);
    for number in ["2", "3"] {
        all.script.answer(json(200, &RENEWED.replace("-2", &format!("-{number}"))));
        in_time(session.renew()).await.unwrap();
        assert!(all.store.is_locked());
    }
    let error = in_time(session.settled()).await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.fault(), TransportFault::Store);
    all.store.fails.store(0, Ordering::SeqCst);
    in_time(session.settled()).await.unwrap();
    assert_eq!(all.store.stored(), ["at-3"]);
    assert!(!all.store.is_locked());
}

#[tokio::test]
async fn after_the_end_nobody_tries_to_store() {
    let all = setup();
    let session = all.builder().start();
    all.store.fails.store(usize::MAX, Ordering::SeqCst);
    all.script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    session.end();
    in_time(session.settled()).await.unwrap_err();
    // What was stored is deleted now: it must not come back.
    all.store.fails.store(0, Ordering::SeqCst);
    assert!(!all.store.is_locked());
    tokio::time::sleep(Duration::from_millis(50)).await;
    session.settled().await.unwrap();
    assert!(all.store.stored().is_empty());
}

impl Setup {
    async fn let_go(&self) {
        in_time(async {
            while self.store.is_locked() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_session_that_has_ended_tries_once_more_to_store_and_lets_the_lock_go() {
    let all = setup();
    let session = all.builder().start();
    all.store.fails.store(usize::MAX, Ordering::SeqCst);
    all.script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    session.end();
    all.let_go().await;
    // Whoever waits hears of it all the same, and without the lock nothing is stored.
    all.store.fails.store(0, Ordering::SeqCst);
    in_time(session.settled()).await.unwrap_err();
    assert!(all.store.stored().is_empty());
    in_time(session.settled()).await.unwrap();
}

/// What the one who waits has deleted then must not come back.
#[tokio::test]
async fn no_store_begins_once_the_end_has_settled() {
    let all = setup();
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    let (gate, count) = (Arc::new(Mutex::new(Some(gate))), Arc::new(AtomicUsize::new(0)));
    let (store, counted) = (all.store.clone(), count.clone());
    let session = all
        .client
        .session(all.read(TOKEN))
        .store(move |token| {
            let (store, gate, number) =
                (store.clone(), gate.clone(), counted.fetch_add(1, Ordering::SeqCst));
            async move {
                let gate = if number == 1 { gate.lock().unwrap().take() } else { None };
                if let Some(gate) = gate {
                    gate.await?;
                }
                if number < 2 {
                    return Err("the database is down".into());
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
                Ok(store.put(&token)?)
            }
        })
        .start();
    all.script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    session.end();
    let waiting = tokio::spawn(async move { session.settled().await });
    // Until who tries again waits for its turn, too.
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(count.load(Ordering::SeqCst), 2);
    open.send(()).unwrap();
    in_time(waiting).await.unwrap().unwrap_err();
    let before = all.store.stored();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!((all.store.stored(), count.load(Ordering::SeqCst)), (before, 2));
}

#[tokio::test]
async fn what_a_session_could_not_store_does_not_outlive_it_for_ever() {
    let all = setup();
    let session = all.builder().start();
    all.store.fails.store(usize::MAX, Ordering::SeqCst);
    all.script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert!(all.store.is_locked());
    drop(session);
    all.let_go().await;
    let count = || all.pauses.lock().unwrap().len();
    let before = count();
    assert!(before >= 10, "{before}");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(count(), before, "nobody tries any more");
}

#[tokio::test]
async fn a_revocation_that_is_given_up_keeps_what_was_kept() {
    let all = setup();
    let session = all.builder().start();
    all.store.fails.store(usize::MAX, Ordering::SeqCst);
    all.script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    let (open, gate) = tokio::sync::oneshot::channel();
    all.script.answer(Answer::Held(gate, http::Response::new(Vec::new())));
    let revocation = tokio::time::timeout(Duration::from_millis(20), session.revoke()).await;
    assert!(revocation.is_err() && all.script.count() == 2, "it was sent");
    drop(open);
    assert!(all.store.is_locked());
    all.store.fails.store(0, Ordering::SeqCst);
    in_time(session.settled()).await.unwrap();
    assert!(!all.store.is_locked());
}

#[tokio::test]
async fn a_store_that_panics_is_asked_again() {
    let all = setup();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let store = move |_| {
        let count = counted.clone();
        async move {
            assert!(count.fetch_add(1, Ordering::SeqCst) > 0, "no store");
            Ok(())
        }
    };
    let session = all.client.session(all.read(TOKEN)).store(store).start();
    all.script.answer(json(200, RENEWED));
    session.renew().await.unwrap();
    in_time(session.settled()).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

/// It is tried again when the session has the next token, which is to be renewed: that would wait for this.
#[tokio::test]
async fn a_store_that_uses_the_session_when_it_is_asked_again_is_told_so() {
    let all = setup();
    let own = Arc::new(std::sync::OnceLock::<Session<Podio>>::new());
    let (inner, said) = (own.clone(), Arc::new(Mutex::new(Vec::new())));
    let told = said.clone();
    let store = move |_| {
        let (own, told) = (inner.clone(), told.clone());
        async move {
            let error = own.get().unwrap().fresh_token().await.unwrap_err();
            told.lock().unwrap().push(error.to_string());
            if told.lock().unwrap().len() < 3 { Err(error.into()) } else { Ok(()) }
        }
    };
    let session = all.client.session(all.read(TOKEN)).store(store).start();
    own.set(session.clone()).unwrap();
    // It has expired when it comes.
    all.script.answer(json(200, &RENEWED.replace("28800", "0")));
    in_time(session.renew()).await.unwrap();
    in_time(async {
        while said.lock().unwrap().len() < 3 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        session.settled().await.unwrap();
    })
    .await;
    let told = said.lock().unwrap();
    assert!(told.iter().all(|text| text.contains("a hook of this session uses")), "{told:?}");
    assert_eq!(all.script.count(), 1);
}

/// The user connects again while the token of a renewal is being stored: it is the new authorization that stays.
#[tokio::test]
async fn a_new_authorization_is_stored_after_what_is_being_stored() {
    let all = setup();
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    let (gate, store) = (Arc::new(Mutex::new(Some(gate))), all.store.clone());
    let session = all
        .client
        .session(all.read(TOKEN))
        .on_event(move |event| {
            let (gate, store) = (gate.lock().unwrap().take(), store.clone());
            async move {
                let Event::NewToken(token) = event else { return };
                if let Some(gate) = gate {
                    gate.await.unwrap();
                }
                store.put(&token).unwrap();
            }
        })
        .start();
    all.script.answer(json(200, RENEWED));
    let renewal = tokio::spawn({
        let session = session.clone();
        async move { session.renew().await }
    });
    while all.script.count() < 1 {
        tokio::task::yield_now().await;
    }
    tokio::time::sleep(Duration::from_millis(5)).await;
    session.replace(all.read(&TOKEN.replace("-1-", "-new-"))).unwrap();
    open.send(()).unwrap();
    in_time(renewal).await.unwrap().unwrap();
    in_time(session.settled()).await.unwrap();
    assert_eq!(all.store.stored(), ["at-2", "at-new-very-secret"]);
    assert_eq!(session.token().access_token().expose(), "at-new-very-secret");
}

#[tokio::test]
async fn what_is_asked_before_a_token_put_in_is_stored_waits_for_nothing() {
    let all = setup();
    let own = Arc::new(std::sync::OnceLock::<Session<Podio>>::new());
    let inner = own.clone();
    let session = all
        .builder()
        .before_renewal(move |_| {
            let own = inner.clone();
            async move {
                own.get().unwrap().settled().await?;
                Ok(BeforeRenewal::go_on())
            }
        })
        .start();
    own.set(session.clone()).unwrap();
    session.replace(all.read(RENEWED)).unwrap();
    in_time(session.settled()).await.unwrap();
    assert_eq!(all.store.stored(), ["at-2"]);
}

/// It waits for its turn without a lock, and meanwhile its successor is there and stored: that stays.
#[tokio::test]
async fn a_token_that_has_a_successor_is_not_stored_over_it() {
    let all = setup();
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    let (open, gate) = (Arc::new(Mutex::new(Some(open))), Arc::new(Mutex::new(Some(gate))));
    let store = all.store.clone();
    let session = all
        .client
        .session(all.read(TOKEN))
        .store(move |token| {
            let (open, store) = (open.lock().unwrap().take(), store.clone());
            async move {
                if let Some(open) = open {
                    open.send(()).unwrap();
                }
                // The other waits for its turn by then.
                tokio::time::sleep(Duration::from_millis(10)).await;
                Ok(store.put(&token)?)
            }
        })
        .before_renewal(move |_| {
            let gate = gate.lock().unwrap().take();
            async move {
                if let Some(gate) = gate {
                    gate.await?;
                }
                Ok(BeforeRenewal::go_on())
            }
        })
        .start();
    session.replace(all.read(&TOKEN.replace("-1-", "-new-"))).unwrap();
    tokio::task::yield_now().await;
    all.script.answer(json(200, RENEWED));
    in_time(session.renew()).await.unwrap();
    in_time(session.settled()).await.unwrap();
    assert_eq!(all.store.stored(), ["at-2"]);
    assert_eq!(session.token().access_token().expose(), "at-2");
}

/// The same while the renewal still waits for its answer, which counts for nothing then.
#[tokio::test]
async fn a_new_authorization_takes_its_turn_with_other_processes() {
    let all = setup();
    let session = all.builder().start();
    let (open, gate) = tokio::sync::oneshot::channel();
    all.script.answer(Answer::Held(gate, http::Response::new(RENEWED.as_bytes().to_vec())));
    let renewal = tokio::spawn({
        let session = session.clone();
        async move { session.renew().await }
    });
    while all.script.count() < 1 {
        tokio::task::yield_now().await;
    }
    session.replace(all.read(&TOKEN.replace("-1-", "-new-"))).unwrap();
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert!(all.store.stored().is_empty(), "the renewal has the lock");
    open.send(()).unwrap();
    in_time(renewal).await.unwrap().unwrap();
    in_time(session.settled()).await.unwrap();
    assert_eq!(all.store.stored(), ["at-new-very-secret"]);
    assert!(!all.store.is_locked());
}

/// Without a lock two processes may renew at once, and the provider takes a refresh token once.
#[tokio::test]
async fn the_loser_of_a_race_goes_on_with_what_the_winner_has_stored() {
    let all = setup();
    let token = all.read(TOKEN);
    all.clock.advance(28_801);
    let winner = all.read(RENEWED);
    let asked = Arc::new(AtomicUsize::new(0));
    let (counted, stored) = (asked.clone(), [token.clone(), winner]);
    let session = all
        .client
        .session(token)
        .before_renewal(move |_| {
            let place = counted.fetch_add(1, Ordering::SeqCst).min(1);
            let stored = stored[place].clone();
            async move { Ok(BeforeRenewal::stored(stored)) }
        })
        .start();
    let mut events = session.subscribe();
    all.script.answer(json(400, REFUSED));
    all.script.answer(json(200, "{}"));
    in_time(session.get("/x").send()).await.unwrap();
    assert_eq!(all.script.last().3["authorization"], "OAuth2 at-2");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    session.end();
    assert!(in_time(events.next()).await.is_none(), "nobody has to come");
}

/// It is said, and not tried again at once.
#[tokio::test]
async fn what_is_wrong_in_the_store_after_a_refusal_is_a_failed_renewal() {
    let all = setup();
    let token = all.read(TOKEN);
    all.clock.advance(28_801);
    let other = Client::<Podio>::builder()
        .client_id("another client")
        .client_secret("s")
        .clock(all.clock.clone())
        .build()
        .unwrap();
    let stored = other.password("a", "b").read(support::answer(RENEWED)).unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let session = all
        .client
        .session(token)
        .before_renewal(move |_| {
            let is_first = counted.fetch_add(1, Ordering::SeqCst) == 0;
            let stored = stored.clone();
            async move {
                Ok(if is_first { BeforeRenewal::go_on() } else { BeforeRenewal::stored(stored) })
            }
        })
        .start();
    let mut events = session.subscribe();
    all.script.answer(json(400, REFUSED));
    for _ in 0..2 {
        let error = in_time(session.fresh_token()).await.unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    }
    assert!(matches!(in_time(events.next()).await, Some(Event::RenewalFailed { .. })));
    assert_eq!(asked.load(Ordering::SeqCst), 2, "it was not tried again at once");
}

/// What the store has now has come after it.
#[tokio::test]
async fn a_token_that_could_not_be_stored_does_not_come_over_a_newer_one() {
    let all = setup();
    let token = all.read(TOKEN);
    all.clock.advance(10);
    let stored = all.read(&RENEWED.replace("-2", "-9"));
    let (asked, store) = (AtomicUsize::new(0), all.store.clone());
    let session = all
        .client
        .session(token)
        .store(move |token| {
            let store = store.clone();
            async move { Ok(store.put(&token)?) }
        })
        .before_renewal(move |_| {
            let is_first = asked.fetch_add(1, Ordering::SeqCst) == 0;
            let stored = stored.clone();
            async move {
                Ok(if is_first { BeforeRenewal::go_on() } else { BeforeRenewal::stored(stored) })
            }
        })
        .start();
    all.store.fails.store(usize::MAX, Ordering::SeqCst);
    all.script.answer(json(200, RENEWED));
    in_time(session.renew()).await.unwrap();
    assert_eq!(in_time(session.renew()).await.unwrap().access_token().expose(), "at-9");
    all.store.fails.store(0, Ordering::SeqCst);
    in_time(session.settled()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(all.store.stored().is_empty(), "{:?}", all.store.stored());
}

/// Without a lock it may be under way to the store when the newer one is read there.
#[tokio::test]
async fn what_comes_over_a_newer_token_is_put_right() {
    let all = setup();
    let token = all.read(TOKEN);
    all.clock.advance(10);
    let newer = all.read(&RENEWED.replace("-2", "-9"));
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    let (gate, count) = (Arc::new(Mutex::new(Some(gate))), Arc::new(AtomicUsize::new(0)));
    let (asked, store, counted) = (AtomicUsize::new(0), all.store.clone(), count.clone());
    let session = all
        .client
        .session(token)
        .store(move |token| {
            let (store, gate, number) =
                (store.clone(), gate.clone(), counted.fetch_add(1, Ordering::SeqCst));
            async move {
                let gate = if number == 1 { gate.lock().unwrap().take() } else { None };
                if let Some(gate) = gate {
                    gate.await?;
                }
                Ok(store.put(&token)?)
            }
        })
        .before_renewal(move |_| {
            let is_first = asked.fetch_add(1, Ordering::SeqCst) == 0;
            let newer = newer.clone();
            async move {
                Ok(if is_first { BeforeRenewal::go_on() } else { BeforeRenewal::stored(newer) })
            }
        })
        .start();
    all.store.fails.store(1, Ordering::SeqCst);
    all.script.answer(json(200, RENEWED));
    in_time(session.renew()).await.unwrap();
    in_time(async {
        while count.load(Ordering::SeqCst) < 2 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
    .await;
    assert_eq!(in_time(session.renew()).await.unwrap().access_token().expose(), "at-9");
    open.send(()).unwrap();
    in_time(session.settled()).await.unwrap();
    assert_eq!(all.store.stored(), ["at-2", "at-9"]);
}

/// Under a lock the store has been read already, and asking again would wait for itself.
#[tokio::test]
async fn under_a_lock_a_refusal_is_the_end() {
    let all = setup();
    let session = all.builder().start();
    all.clock.advance(28_801);
    all.script.answer(json(400, REFUSED));
    let error = in_time(session.get("/x").send()).await.unwrap_err();
    assert!(error.needs_user(), "{error}");
    assert!(!all.store.is_locked());
}

type Said = Result<BeforeRenewal<Podio>, Box<dyn std::error::Error + Send + Sync>>;

async fn said(say: impl Fn(&Client<Podio>) -> Said + Send + Sync + 'static) -> (Error, bool) {
    let all = setup();
    let client = all.client.clone();
    let session = all
        .client
        .session(all.read(TOKEN))
        .before_renewal(move |_| {
            let said = say(&client);
            async move { said }
        })
        .start();
    let mut events = session.subscribe();
    all.clock.advance(28_801);
    let error = in_time(session.get("/x").send()).await.unwrap_err();
    assert_eq!(all.script.count(), 0, "{error}");
    let needs_user = matches!(in_time(events.next()).await, Some(Event::NeedsUser { .. }));
    (error, needs_user)
}

#[tokio::test]
async fn an_application_says_what_is_wrong_before_a_renewal() {
    let (error, needs_user) = said(|_| Err(std::io::Error::other("no connection").into())).await;
    assert!(matches!(error.remedy(), Remedy::Retry { .. }) && !needs_user, "{error:?}");
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.downcast_ref::<std::io::Error>().is_some(), "{source:?}");

    let (error, needs_user) =
        said(|client| Ok(BeforeRenewal::stored(client.restore_token("cut")?))).await;
    assert!(matches!(error, Error::Stored(_)) && !needs_user, "{error:?}");
    assert_eq!(error.remedy(), Remedy::AskUser);

    let (error, needs_user) = said(|_| Ok(BeforeRenewal::gone())).await;
    let Error::AuthorizeAgain(again) = &error else { panic!("{error:?}") };
    assert_eq!(again.reason(), AgainReason::Disconnected);
    assert!(error.needs_user() && needs_user);
    assert!(error.to_string().contains("there is no stored token"), "{error}");
}
